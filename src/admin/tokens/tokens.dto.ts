import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  ArrayMinSize,
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
import { ALL_PERMISSIONS, type Permission } from '../../roles/index.js'
import { DOMAIN } from '../roles/roles.dto.js'
import { Optional } from '../api/optional.js'

const WEEK_S = 7 * 24 * 60 * 60

// eslint-disable-next-line no-control-regex
const NO_CONTROL = /^[^\u0000-\u001f]*$/

/** A token, without its secret. */
@ApiSchema({ name: 'Token' })
export class TokenDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  name: string

  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission', isArray: true })
  permissions: string[]

  @ApiPropertyOptional({
    description: 'It is for accounts whose handles are below it; absent: as far as its maker.',
  })
  domain?: string

  @ApiProperty({ type: [String], description: 'Addresses and networks that it is taken from; none: all.' })
  ipAllow: string[]

  @ApiPropertyOptional({ description: 'DID of whoever made it; absent: whoever had the password.' })
  createdBy?: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  revokedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  usedAt?: string

  @ApiPropertyOptional()
  usedIp?: string
}

/** A token with its secret. */
@ApiSchema({ name: 'IssuedToken' })
export class IssuedTokenDto extends TokenDto {
  @ApiProperty({ description: 'The token itself. It is not shown again.', example: 'pdsadm_…' })
  secret: string
}

/** A token that is wanted. */
export class NewTokenDto {
  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(NO_CONTROL, { message: 'must not have control characters' })
  name: string

  @ApiProperty({ enum: ALL_PERMISSIONS, enumName: 'Permission', isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ALL_PERMISSIONS.length)
  @IsIn(ALL_PERMISSIONS, { each: true })
  permissions: Permission[]

  @ApiPropertyOptional({
    description:
      'For accounts whose handles are below it: then it has permissions about accounts only. Whoever has a role for domains has to say one of them.',
    example: 'press.example.org',
  })
  @Optional()
  @MaxLength(253)
  @Matches(DOMAIN, { message: 'must be a domain in lower case without a leading dot' })
  domain?: string

  @ApiProperty({ format: 'date-time', description: 'Within 365 days.' })
  @IsISO8601({ strict: true })
  expiresAt: string

  @ApiPropertyOptional({ type: [String], example: ['192.0.2.0/24'] })
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  ipAllow?: string[]
}

/** How a token gets another secret. */
export class RotationDto {
  @ApiPropertyOptional({
    default: 0,
    maximum: WEEK_S,
    description: 'Seconds for which the former one stays good.',
  })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(WEEK_S)
  overlapSeconds?: number
}
