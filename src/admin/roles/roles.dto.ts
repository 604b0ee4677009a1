import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator'
import { ALL_PERMISSIONS, type Permission, ROLE_IDS } from '../../roles/index.js'
import { Optional } from '../api/optional.js'

/** Ids of roles. */
export const ROLE = /^[a-z][a-z0-9-]{1,39}$/
/** Domains for which roles may be. */
export const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/

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

/** A role that the organization has put together itself. */
@ApiSchema({ name: 'CustomRole' })
export class CustomRoleDto {
  @ApiProperty()
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

  @ApiProperty({ description: 'Whether whoever asks may change it.' })
  changeable: boolean

  @ApiProperty({ description: 'DID of whoever made it, or password.' })
  createdBy: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ format: 'date-time' })
  changedAt: string
}

/** What is to be changed of a role. */
export class RolePatchDto {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name?: string

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(500)
  help?: string

  @ApiPropertyOptional({ minimum: 1, maximum: 99, description: 'Below the own one.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(99)
  priority?: number

  @ApiPropertyOptional({ enum: ALL_PERMISSIONS, enumName: 'Permission', isArray: true })
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(ALL_PERMISSIONS, { each: true })
  permissions?: Permission[]
}

/** A role that is to be made. */
export class NewRoleDto {
  @ApiProperty({ example: 'press-desk', description: 'Lower case, for programs.' })
  @Matches(ROLE, { message: 'must be 2 to 40 lower-case letters, digits and dashes' })
  id: string

  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(80)
  name: string

  @ApiPropertyOptional({ default: '' })
  @Optional()
  @IsString()
  @MaxLength(500)
  help?: string

  @ApiProperty({ minimum: 1, maximum: 99, description: 'Below the own one.' })
  @IsInt()
  @Min(1)
  @Max(99)
  priority: number

  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission', isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(ALL_PERMISSIONS, { each: true })
  permissions: Permission[]
}

/** All roles, and what they are made of. */
@ApiSchema({ name: 'Roles' })
export class RolesDto {
  @ApiProperty({ type: [RoleDto] })
  data: RoleDto[]

  @ApiProperty({ type: [CustomRoleDto], description: 'Those that the organization has made itself.' })
  custom: CustomRoleDto[]

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

  @ApiProperty({ description: 'The id of a role.' })
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

  @ApiProperty({ description: 'The id of a role.' })
  @Matches(ROLE, { message: 'must be the id of a role' })
  role: string

  @ApiPropertyOptional({
    description: 'For accounts whose handles are below it.',
    example: 'press.example.org',
  })
  @Optional()
  @MaxLength(253)
  @Matches(DOMAIN, { message: 'must be a domain in lower case without a leading dot' })
  domain?: string

  @ApiPropertyOptional({ format: 'date-time' })
  @Optional()
  @IsISO8601({ strict: true })
  expiresAt?: string
}
