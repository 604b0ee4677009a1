import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator'
import { MOVE_DIRECTIONS } from '../../lifecycle/index.js'
import { MAIL_LANGUAGES, type MailLanguage } from '../../mail/index.js'
import { GUIDED_MOVE_STATES, MOVE_PROBLEMS, MOVE_WISHES } from '../../moves/index.js'
import { NO_NUL, OFFBOARD_DAYS, OFFBOARD_DAYS_MAX, OrderDto } from '../accounts/accounts.dto.js'
import { MigrationStepDto } from './migrations.dto.js'
import { Optional } from '../api/optional.js'

/** Accounts of one request: each is looked for at its server. */
export const MOVES_MAX = 200
const CSV_LENGTH_MAX = 100_000
const NAME_LENGTH_MAX = 2_048
const EMAIL_LENGTH_MAX = 320
const HANDLE_LENGTH_MAX = 253
const REASON_LENGTH_MAX = 2_000

/** An account that is to move. */
@ApiSchema({ name: 'WantedMigration' })
export class WantedMigrationDto {
  @ApiProperty({ description: 'A DID or a handle.' })
  @IsString()
  @MinLength(1)
  @MaxLength(NAME_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  account: string

  @ApiPropertyOptional({ description: 'To which the link is sent; without it, the link is in the answer.' })
  @Optional()
  @IsString()
  @MaxLength(EMAIL_LENGTH_MAX)
  email?: string

  @ApiPropertyOptional({
    description: 'The handle here. Without it a domain of the member stays, and others choose one.',
  })
  @Optional()
  @IsString()
  @MaxLength(HANDLE_LENGTH_MAX)
  handle?: string
}

/** Moves that are to begin. */
@ApiSchema({ name: 'NewMigrations' })
export class NewMigrationsDto extends OrderDto {
  @ApiProperty({
    enum: MOVE_DIRECTIONS,
    description:
      'in: people are invited to move here. out: the account begins to leave, as with accounts/{did}/offboard, and takes what that takes.',
  })
  @IsIn(MOVE_DIRECTIONS)
  direction: (typeof MOVE_DIRECTIONS)[number]

  @ApiPropertyOptional({
    type: [WantedMigrationDto],
    maxItems: MOVES_MAX,
    description: 'Of the direction out: one.',
  })
  @Optional()
  @IsArray()
  @ArrayMaxSize(MOVES_MAX)
  @ValidateNested({ each: true })
  @Type(() => WantedMigrationDto)
  accounts?: WantedMigrationDto[]

  @ApiPropertyOptional({ description: 'More of them: CSV with the columns account, email, handle.' })
  @Optional()
  @IsString()
  @MaxLength(CSV_LENGTH_MAX)
  csv?: string

  @ApiPropertyOptional({ description: 'Says what is in the way, and invites nobody.' })
  @Optional()
  @IsBoolean()
  dryRun?: boolean

  @ApiPropertyOptional({ enum: MAIL_LANGUAGES, default: 'en', description: 'Of the letters.' })
  @Optional()
  @IsIn(MAIL_LANGUAGES)
  language?: MailLanguage

  @ApiPropertyOptional({
    minimum: 1,
    maximum: OFFBOARD_DAYS_MAX,
    description: `Of the direction out: days until the account is deleted; ${OFFBOARD_DAYS} if nothing is said.`,
  })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(OFFBOARD_DAYS_MAX)
  days?: number
}

/** What became of an account that was to move. */
@ApiSchema({ name: 'MadeMigration' })
export class MadeMigrationDto {
  @ApiProperty({ description: 'As it was named.' })
  account: string

  @ApiPropertyOptional()
  did?: string

  @ApiPropertyOptional({ description: 'The handle that it has.' })
  handle?: string

  @ApiPropertyOptional({ description: 'The handle here; absent where it is to be chosen.' })
  newHandle?: string

  @ApiPropertyOptional({ description: 'The server that it is on.' })
  pds?: string

  @ApiPropertyOptional({
    description:
      'The organization with which they will sign in here, where that takes the place of a password.',
  })
  organization?: string

  @ApiPropertyOptional({ format: 'uuid', description: 'Of the invitation.' })
  id?: string

  @ApiPropertyOptional({ description: 'The link, where it was sent to nobody. It is not shown again.' })
  url?: string

  @ApiPropertyOptional({
    enum: MOVE_PROBLEMS,
    description:
      'What is in the way: no such account; it is here; its server does not answer; it is invited; it is named twice; the handle, or the address.',
  })
  problem?: string

  @ApiPropertyOptional()
  detail?: string
}

/** What became of each, in their order. */
@ApiSchema({ name: 'MadeMigrations' })
export class MadeMigrationsDto {
  @ApiProperty({ type: [MadeMigrationDto] })
  data: MadeMigrationDto[]
}

/** A move that somebody was invited to. */
@ApiSchema({ name: 'GuidedMigration' })
export class GuidedMigrationDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  did: string

  @ApiPropertyOptional({ description: 'The handle at the old server.' })
  handle?: string

  @ApiPropertyOptional({ description: 'The handle here, once it is known.' })
  newHandle?: string

  @ApiPropertyOptional({ description: 'In part, unless whoever asks has the permission accounts.contact.' })
  email?: string

  @ApiProperty({ description: 'The old server.' })
  pds: string

  @ApiProperty({ enum: GUIDED_MOVE_STATES })
  state: string

  @ApiPropertyOptional({
    enum: MOVE_WISHES,
    description:
      'What is waited for: the code that the old server has mailed, the DID document of the member, or that they sign in at the old server again.',
  })
  waitsFor?: string

  @ApiPropertyOptional({ description: 'Why it failed, or what is to be published.' })
  problem?: string

  @ApiProperty({ type: [MigrationStepDto] })
  steps: MigrationStepDto[]

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ format: 'date-time', description: 'When the link, or a move that waits, is over.' })
  expiresAt: string

  @ApiProperty({ format: 'date-time' })
  changedAt: string
}

/** A move whose link was sent once more. */
@ApiSchema({ name: 'ResentMigration' })
export class ResentMigrationDto {
  @ApiProperty({ type: GuidedMigrationDto })
  invitation: GuidedMigrationDto

  @ApiPropertyOptional({ description: 'The link, where it was sent to nobody. It is not shown again.' })
  url?: string
}

/** Why a move is taken back. */
@ApiSchema({ name: 'Rollback' })
export class RollbackDto {
  @ApiProperty({ description: 'Why, for the audit.' })
  @IsString()
  @MinLength(1)
  @MaxLength(REASON_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  reason: string
}
