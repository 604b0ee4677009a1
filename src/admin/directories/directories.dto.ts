import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsInt, IsISO8601, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator'
import { Optional } from '../api/optional.js'

const WEEK_S = 7 * 24 * 60 * 60
const PASSES_MAX = 100_000
const REASON_LENGTH_MAX = 2_000

// eslint-disable-next-line no-control-regex
const NO_CONTROL = /^[^\u0000-\u001f]*$/
// eslint-disable-next-line no-control-regex
const NO_NUL = /^[^\u0000]*$/

/** A token of a directory, without its secret. */
@ApiSchema({ name: 'ScimToken' })
export class ScimTokenDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  name: string

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

/** Tokens of one connection. */
@ApiSchema({ name: 'ScimTokens' })
export class ScimTokensDto {
  @ApiProperty({ type: [ScimTokenDto] })
  data: ScimTokenDto[]

  @ApiProperty({ description: 'Where the directory sends its requests to.' })
  baseUrl: string
}

/** A token with its secret. */
@ApiSchema({ name: 'IssuedScimToken' })
export class IssuedScimTokenDto extends ScimTokenDto {
  @ApiProperty({ description: 'The token itself. It is not shown again.', example: 'pdsscim_…' })
  secret: string
}

/** A token that is wanted. */
export class NewScimTokenDto {
  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(NO_CONTROL, { message: 'must not have control characters' })
  name: string

  @ApiProperty({ format: 'date-time', description: 'Within 365 days.' })
  @IsISO8601({ strict: true })
  expiresAt: string
}

/** How a token gets another secret. */
export class ScimRotationDto {
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

/** That people of a connection may leave again. */
export class ResumeLeaversDto {
  @ApiPropertyOptional({
    default: 0,
    maximum: PASSES_MAX,
    description: 'How many may leave without being counted, where it was no mistake.',
  })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(PASSES_MAX)
  passes?: number

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(REASON_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have NUL' })
  reason?: string
}

/** Whether people of a connection may leave. */
@ApiSchema({ name: 'Leavers' })
export class LeaversDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Since when nobody may leave; absent: people may.',
  })
  stoppedAt?: string

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When an administrator has let people leave again.',
  })
  resumedAt?: string

  @ApiProperty({ description: 'How many may leave without being counted.' })
  passes: number
}

/** Something that a directory has asked for, and what became of it. */
@ApiSchema({ name: 'ScimEvent' })
export class ScimEventDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ format: 'uuid' })
  connectionId: string

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ example: 'user.leave', description: 'What was done; of what was refused, the request.' })
  action: string

  @ApiProperty({ enum: ['done', 'refused'] })
  outcome: string

  @ApiPropertyOptional({ description: 'Of a person or group.' })
  resourceId?: string

  @ApiPropertyOptional({ description: 'userName of a person, or the name of a group.' })
  name?: string

  @ApiPropertyOptional({ description: 'DID of the account, where there is one.' })
  did?: string

  @ApiPropertyOptional({ description: 'Why it was refused.' })
  detail?: string
}
