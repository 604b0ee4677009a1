import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator'
import { ACCOUNT_CLASSES, type AccountClass, SECOND_FACTORS, type SecondFactor } from '../../account/index.js'
import { OFFBOARD_NOTICE_DAYS } from '../../lifecycle/index.js'
import { MAIL_LANGUAGES, type MailLanguage } from '../../mail/index.js'
import { Optional, OptionalOrNull } from '../api/optional.js'

const HANDLE_LENGTH_MAX = 253
const EMAIL_LENGTH_MAX = 320
export const REASON_LENGTH_MAX = 2_000
const REF_LENGTH_MAX = 500

/** What PostgreSQL can keep. */
// eslint-disable-next-line no-control-regex
export const NO_NUL = /^[^\u0000]*$/

/** What lists say of an account besides. */
export class ListedMarksDto {
  @ApiPropertyOptional({
    description: 'In lists: the domain on which the handle was given out, if it is one of the service.',
  })
  domain?: string

  @ApiPropertyOptional({ enum: ACCOUNT_CLASSES, description: 'In lists: what kind of account it is.' })
  class?: AccountClass

  @ApiPropertyOptional({
    type: [String],
    description: 'In lists, for whoever has the permission roles.view: ids of the roles that the member has.',
  })
  roles?: string[]

  @ApiPropertyOptional({
    enum: SECOND_FACTORS,
    description:
      'In lists, for whoever has the permission sessions.view: the best of what signing in takes besides the password.',
  })
  secondFactor?: SecondFactor
}

/** An account, as administrators see it. */
@ApiSchema({ name: 'Account' })
export class AccountDto extends ListedMarksDto {
  @ApiProperty()
  did: string

  @ApiPropertyOptional({ description: 'Absent when it had to be given up.' })
  handle?: string

  @ApiPropertyOptional({ description: 'Shown in part to whoever has no permission accounts.contact.' })
  email?: string

  @ApiPropertyOptional({ format: 'date-time' })
  emailConfirmedAt?: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({
    enum: ['active', 'locked', 'offboarding', 'deactivated', 'suspended', 'takendown', 'deleted'],
    description: 'Where the account stands, in one word: a lock shows over everything else.',
  })
  state: string

  @ApiProperty({ enum: ['active', 'deactivated', 'suspended', 'takendown', 'deleted'] })
  status: string

  @ApiPropertyOptional({ description: 'Names the case for which it was taken down or suspended.' })
  takedownRef?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When its suspension ends by itself.' })
  suspendedUntil?: string

  @ApiPropertyOptional({ format: 'date-time' })
  lockedAt?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When it is deleted because its owner has left.' })
  offboardUntil?: string

  @ApiPropertyOptional({ format: 'date-time' })
  deactivatedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  deleteAfter?: string

  @ApiPropertyOptional({
    format: 'date-time',
    description:
      'When a session of theirs last began or went on, for whoever has the permission sessions.view; of one account, or in lists of them. Absent: never.',
  })
  lastSeenAt?: string

  @ApiPropertyOptional({
    enum: MAIL_LANGUAGES,
    description: 'Of letters to the member; absent: as the organization or the service has it.',
  })
  language?: string

  @ApiProperty({ description: 'Whether the member may not earn invite codes.' })
  invitesDisabled: boolean

  @ApiProperty({ description: 'Whether signing in takes a code sent by mail as well.' })
  emailAuthFactor: boolean
}

/** A new account. */
export class NewAccountDto {
  @ApiProperty({ example: 'alice.example.org' })
  @IsString()
  @MaxLength(HANDLE_LENGTH_MAX)
  handle: string

  @ApiProperty({ example: 'alice@example.org' })
  @IsEmail()
  @MaxLength(EMAIL_LENGTH_MAX)
  email: string

  @ApiPropertyOptional({
    description: 'Absent: nobody knows one; the member chooses one by a code that is sent to the address.',
  })
  @Optional()
  @IsString()
  @MinLength(8)
  @MaxLength(256)
  password?: string
}

/** What is to be changed of an account. */
export class AccountPatchDto {
  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(HANDLE_LENGTH_MAX)
  handle?: string

  @ApiPropertyOptional({ description: 'It is not confirmed then.' })
  @Optional()
  @IsEmail()
  @MaxLength(EMAIL_LENGTH_MAX)
  email?: string

  @ApiPropertyOptional({
    enum: MAIL_LANGUAGES,
    nullable: true,
    description: 'Of letters to the member. Null: as the organization or the service has it.',
  })
  @OptionalOrNull()
  @IsIn(MAIL_LANGUAGES)
  language?: MailLanguage | null

  @ApiPropertyOptional({ description: 'Whether the member may earn invite codes.' })
  @Optional()
  @IsBoolean()
  invitesDisabled?: boolean
}

/** Why something is done to an account. */
export class OrderDto {
  @ApiPropertyOptional({ description: 'Why, for the audit and the history of the account.' })
  @Optional()
  @IsString()
  @MaxLength(REASON_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  reason?: string
}

/** Longest that a member is told of an order, in characters. */
export const MEMBER_TEXT_LENGTH_MAX = 5_000

/** What is done to an account, and what the member is told of it. */
export class ToldOrderDto extends OrderDto {
  @ApiPropertyOptional({ description: 'Whether the member gets a letter; absent: they do.' })
  @Optional()
  @IsBoolean()
  tell?: boolean

  @ApiPropertyOptional({
    maxLength: MEMBER_TEXT_LENGTH_MAX,
    description: 'What the letter says besides; the reason is not in it. Empty lines part paragraphs.',
  })
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MEMBER_TEXT_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  text?: string
}

/** Why an account is hidden. */
export class SanctionDto extends ToldOrderDto {
  @ApiPropertyOptional({ description: 'Names the case.' })
  @Optional()
  @IsString()
  @MaxLength(REF_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  ref?: string
}

/** Why an account is hidden for a time, and for how long. */
export class SuspensionDto extends SanctionDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it ends by itself; absent: when somebody ends it. Ordered again, the last one counts.',
  })
  @Optional()
  @IsISO8601({ strict: true })
  until?: string
}

/** The key that an account is to sign with. */
export class SigningKeyDto extends OrderDto {
  @ApiProperty({ description: 'did:key of a key that was reserved here.', example: 'did:key:zQ3sh…' })
  @IsString()
  @Matches(/^did:key:z[1-9A-HJ-NP-Za-km-z]{40,100}$/, { message: 'must be a did:key' })
  signingKey: string
}

/** How many days a member who leaves has, unless somebody says otherwise. */
export const OFFBOARD_DAYS = 30
export const OFFBOARD_DAYS_MAX = 365

/** A member leaves. */
export class OffboardingDto extends OrderDto {
  @ApiPropertyOptional({
    default: OFFBOARD_DAYS,
    minimum: 1,
    maximum: OFFBOARD_DAYS_MAX,
    description: `Days, from the first time that this is ordered, until the account is deleted. Where less than ${OFFBOARD_NOTICE_DAYS} are left by that, it takes accounts.delete as well, and a second person as deleting it does.`,
  })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(OFFBOARD_DAYS_MAX)
  days?: number
}

/** A letter to a member. */
export class LetterDto {
  @ApiProperty()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  subject: string

  @ApiProperty({ description: 'The letter, in HTML.' })
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  html: string

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(REASON_LENGTH_MAX)
  reason?: string
}

/** A member has lost the password and the mailbox. */
export class RecoveryDto {
  @ApiProperty({
    description:
      'Where the member reads mail, as you have made sure. It is the address of the account from then on.',
  })
  @IsEmail()
  @MaxLength(EMAIL_LENGTH_MAX)
  email: string

  @ApiProperty({ description: 'How the member was recognized, for the audit.' })
  @IsString()
  @Matches(/\S/, { message: 'must say something' })
  @MaxLength(REASON_LENGTH_MAX)
  @Matches(NO_NUL, { message: 'must not have a NUL' })
  reason: string

  @ApiPropertyOptional({ description: 'Whether second factors are removed as well; takes accounts.factors.' })
  @Optional()
  @IsBoolean()
  resetFactors?: boolean
}

/** Something that was done to the state of an account. */
@ApiSchema({ name: 'HistoryEntry' })
export class HistoryEntryDto {
  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty()
  command: string

  @ApiProperty({ enum: ['owner', 'administrator', 'system'] })
  actor: string

  @ApiPropertyOptional()
  reason?: string

  @ApiProperty()
  formerState: string

  @ApiProperty()
  state: string
}

/** What was done to the state of an account, the latest first. */
@ApiSchema({ name: 'History' })
export class HistoryDto {
  @ApiProperty({ type: [HistoryEntryDto] })
  data: HistoryEntryDto[]
}

/** An app password, without its secret. */
@ApiSchema({ name: 'AppPassword' })
export class AppPasswordDto {
  @ApiProperty()
  name: string

  @ApiProperty()
  privileged: boolean

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  expiresAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  lastUsedAt?: string
}

/** App passwords, the oldest first. */
@ApiSchema({ name: 'AppPasswords' })
export class AppPasswordsDto {
  @ApiProperty({ type: [AppPasswordDto] })
  data: AppPasswordDto[]
}

/** How much of a repository is here. */
@ApiSchema({ name: 'RepoStats' })
export class RepoStatsDto {
  @ApiProperty()
  activated: boolean

  @ApiProperty({ description: 'Whether the identity points here, with the right key.' })
  validDid: boolean

  @ApiProperty()
  repoCommit: string

  @ApiProperty()
  repoRev: string

  @ApiProperty()
  repoBlocks: number

  @ApiProperty()
  indexedRecords: number

  @ApiProperty()
  expectedBlobs: number

  @ApiProperty()
  importedBlobs: number
}
