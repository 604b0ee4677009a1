import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator'
import {
  ACCOUNT_CLASSES,
  type AccountClass,
  TAG_LENGTH_MAX,
  TAG_PATTERN,
  TAGS_MAX,
} from '../../account/index.js'
import { LONG_JOB_STATES } from '../../jobs/index.js'
import { MAIL_LANGUAGES, type MailLanguage } from '../../mail/index.js'
import { OFFBOARD_NOTICE_DAYS } from '../../lifecycle/index.js'
import { OFFBOARD_DAYS, OFFBOARD_DAYS_MAX, ToldOrderDto } from '../accounts/accounts.dto.js'
import { BULK_MODES, BULK_OUTCOMES, BULK_VERBS, type BulkMode, type BulkVerb } from './bulk-job.js'
import { Optional } from '../api/optional.js'

/** Null takes back what was said before; what is absent is not looked at. */
const OrNull = () => ValidateIf((_body, value) => value !== null && value !== undefined)

const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}$/
const YES_NO = ['true', 'false'] as const
const TEMPLATE_LENGTH_MAX = 1_000
const DOMAIN_LENGTH_MAX = 253
const REASON_LENGTH_MAX = 2_000

/** Accounts of one order; more would not fit into the body of a request. */
const ACCOUNTS_MAX = 5_000

/** How far work is. */
@ApiSchema({ name: 'BulkProgress' })
export class BulkProgressDto {
  @ApiProperty()
  done: number

  @ApiProperty()
  total: number

  @ApiProperty()
  unit: string
}

/** How handles are made for rows that have none. */
@ApiSchema({ name: 'RowTemplate' })
export class RowTemplateDto {
  @ApiProperty()
  template: string

  @ApiProperty({ description: 'Without a leading dot.' })
  domain: string
}

/** Work on many accounts. */
@ApiSchema({ name: 'BulkJob' })
export class BulkJobDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: ['accounts', 'orders', 'identities', 'migrations'] })
  kind: string

  @ApiPropertyOptional({ enum: BULK_MODES })
  mode?: string

  @ApiPropertyOptional({ type: RowTemplateDto, description: 'How handles are made for rows that have none.' })
  handles?: RowTemplateDto

  @ApiPropertyOptional({ enum: BULK_VERBS })
  verb?: string

  @ApiPropertyOptional({ enum: ['changeEndpoint'], description: 'Of identities.' })
  change?: string

  @ApiPropertyOptional({ enum: MAIL_LANGUAGES, description: 'Of migrations: that of the letters.' })
  language?: string

  @ApiPropertyOptional({ description: 'Of offboard: days until the accounts are deleted.' })
  days?: number

  @ApiPropertyOptional({ enum: ACCOUNT_CLASSES, nullable: true, description: 'Of set-class.' })
  class?: string | null

  @ApiPropertyOptional({ type: [String], description: 'Of add-tags and remove-tags.' })
  tags?: readonly string[]

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Of set-quota.' })
  quotaBytes?: number | null

  @ApiProperty({ description: 'Whether nothing is changed; outcomes say what would be.' })
  dryRun: boolean

  @ApiPropertyOptional()
  reason?: string

  @ApiPropertyOptional({ description: 'Whether members are told of orders; absent: they are.' })
  tell?: boolean

  @ApiPropertyOptional({ description: 'What they are told besides.' })
  text?: string

  @ApiProperty({ enum: LONG_JOB_STATES, description: 'That of the job of this id.' })
  state: string

  @ApiProperty({ type: BulkProgressDto })
  progress: BulkProgressDto

  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'integer' },
    description: 'How many rows there are of each outcome so far.',
  })
  outcomes: Record<string, number>

  @ApiProperty({ description: 'A DID, the id of a token, or password.' })
  createdBy: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string

  @ApiPropertyOptional()
  failure?: string
}

/** A row of the work on many accounts. */
@ApiSchema({ name: 'BulkRow' })
export class BulkRowDto {
  @ApiProperty({ description: 'From 1, in the order of the file.' })
  number: number

  @ApiProperty({ type: Object, additionalProperties: { type: 'string' } })
  input: Record<string, string>

  @ApiProperty({ enum: ['waiting', 'made', 'done'] })
  state: string

  @ApiPropertyOptional({
    enum: BULK_OUTCOMES,
    description: 'create, update and order: of a dry run, what would be done.',
  })
  outcome?: string

  @ApiPropertyOptional()
  did?: string

  @ApiPropertyOptional({ description: 'What changes, or why it failed.' })
  detail?: string

  @ApiPropertyOptional({
    description: 'The handle that was made for a row without one; of a dry run, that it would get.',
  })
  handle?: string
}

/** How any file is to be taken. */
class FileQueryDto {
  @ApiPropertyOptional({ enum: YES_NO, default: 'false' })
  @Optional()
  @IsIn(YES_NO)
  dryRun?: 'true' | 'false'

  @ApiPropertyOptional()
  @Optional()
  @IsString()
  @MaxLength(REASON_LENGTH_MAX)
  reason?: string
}

/** How a file of accounts is to be taken. */
export class BulkAccountsQueryDto extends FileQueryDto {
  @ApiPropertyOptional({
    enum: BULK_MODES,
    default: 'create',
    description:
      'Of rows whose account is there: create: they fail; skip: they are left; update and upsert: it is changed. Of others: update: they fail; else they are made.',
  })
  @Optional()
  @IsIn(BULK_MODES)
  mode?: BulkMode

  @ApiPropertyOptional({
    example: '{{ given }}-{{ family }}',
    description:
      'Makes handles for new accounts whose row has none: a template over the columns of the row, and `given` and `family`, the first and the last word of displayName. Where somebody has the handle, a number is put behind it.',
  })
  @Optional()
  @IsString()
  @MaxLength(TEMPLATE_LENGTH_MAX)
  handleTemplate?: string

  @ApiPropertyOptional({
    description: 'Of these handles, unless the template makes whole ones; absent: the first domain.',
  })
  @Optional()
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  handleDomain?: string
}

/** How people of a file are invited to move. */
export class BulkMigrationsQueryDto extends FileQueryDto {
  @ApiPropertyOptional({ enum: MAIL_LANGUAGES, default: 'en', description: 'Of the letters.' })
  @Optional()
  @IsIn(MAIL_LANGUAGES)
  language?: MailLanguage
}

/** What is to be done to many accounts. */
export class BulkOrdersDto extends ToldOrderDto {
  @ApiProperty({ enum: BULK_VERBS })
  @IsIn(BULK_VERBS)
  verb: BulkVerb

  @ApiProperty({ type: [String], maxItems: ACCOUNTS_MAX })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ACCOUNTS_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(DID, { each: true, message: 'must be DIDs' })
  dids: string[]

  @ApiPropertyOptional({ default: false })
  @Optional()
  @IsBoolean()
  dryRun?: boolean

  @ApiPropertyOptional({
    minimum: OFFBOARD_NOTICE_DAYS,
    maximum: OFFBOARD_DAYS_MAX,
    description: `Of offboard: days until the accounts are deleted; ${OFFBOARD_DAYS} if nothing is said.`,
  })
  @Optional()
  @IsInt()
  @Min(OFFBOARD_NOTICE_DAYS)
  @Max(OFFBOARD_DAYS_MAX)
  days?: number

  @ApiPropertyOptional({
    enum: ACCOUNT_CLASSES,
    nullable: true,
    description: 'Of set-class. Null: nothing is known of it.',
  })
  @OrNull()
  @IsIn(ACCOUNT_CLASSES)
  class?: AccountClass | null

  @ApiPropertyOptional({ type: [String], maxItems: TAGS_MAX, description: 'Of add-tags and remove-tags.' })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TAGS_MAX)
  @IsString({ each: true })
  @MaxLength(TAG_LENGTH_MAX, { each: true })
  @Matches(TAG_PATTERN, { each: true, message: 'must be letters and digits, and . _ : - after the first' })
  tags?: string[]

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 0,
    description: 'Of set-quota. Null: as groups or the settings say.',
  })
  @OrNull()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  quotaBytes?: number | null
}
