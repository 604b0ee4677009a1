import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { ALL_PERMISSIONS, ROLE_IDS, type RoleId } from '../../roles/index.js'

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/

/** A permission, in words. */
@ApiSchema({ name: 'PermissionFacts' })
export class PermissionDto {
  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission' })
  id: string

  @ApiProperty()
  help: string

  @ApiProperty({
    enum: ['accounts', 'service'],
    description: 'accounts: it may be for the accounts of one domain.',
  })
  scope: string

  @ApiProperty({ description: 'Whether no token ever has it.' })
  peopleOnly: boolean
}

/** A role. */
@ApiSchema({ name: 'Role' })
export class RoleDto {
  @ApiProperty({ enum: ROLE_IDS, enumName: 'RoleId' })
  id: string

  @ApiProperty()
  name: string

  @ApiProperty()
  help: string

  @ApiProperty()
  priority: number

  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission', isArray: true })
  permissions: string[]

  @ApiProperty({ description: 'Whether whoever asks may give it to everybody.' })
  assignable: boolean
}

/** All roles, and what they are made of. */
@ApiSchema({ name: 'Roles' })
export class RolesDto {
  @ApiProperty({ type: [RoleDto] })
  data: RoleDto[]

  @ApiProperty({ type: [PermissionDto] })
  permissions: PermissionDto[]
}

/** That a member has a role. */
@ApiSchema({ name: 'RoleAssignment' })
export class RoleAssignmentDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  did: string

  @ApiPropertyOptional()
  handle?: string

  @ApiProperty({ enum: ROLE_IDS, enumName: 'RoleId' })
  role: string

  @ApiPropertyOptional({ description: 'For accounts whose handles are below it; absent: everywhere.' })
  domain?: string

  @ApiPropertyOptional({ format: 'date-time' })
  expiresAt?: string

  @ApiPropertyOptional({ description: 'DID of whoever gave it; absent: whoever had the password.' })
  grantedBy?: string

  @ApiProperty({ format: 'date-time' })
  grantedAt: string
}

/** A role that a member is to have. */
export class NewAssignmentDto {
  @ApiProperty({ description: 'DID of an account of this server.' })
  @IsString()
  @MaxLength(2_048)
  did: string

  @ApiProperty({ enum: ROLE_IDS, enumName: 'RoleId' })
  @IsIn(ROLE_IDS)
  role: RoleId

  @ApiPropertyOptional({
    description: 'For accounts whose handles are below it.',
    example: 'press.example.org',
  })
  @IsOptional()
  @MaxLength(253)
  @Matches(DOMAIN, { message: 'must be a domain in lower case without a leading dot' })
  domain?: string

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string
}
