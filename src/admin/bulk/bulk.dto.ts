import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator'
import { LONG_JOB_STATES } from '../../jobs/index.js'
import { ToldOrderDto } from '../accounts/accounts.dto.js'
import { BULK_MODES, BULK_OUTCOMES, BULK_VERBS, type BulkMode, type BulkVerb } from './bulk-job.js'

const DID = /^did:[a-z]+:[A-Za-z0-9._:%-]{1,2000}$/
const YES_NO = ['true', 'false'] as const

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

/** Work on many accounts. */
@ApiSchema({ name: 'BulkJob' })
export class BulkJobDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ enum: ['accounts', 'orders'] })
  kind: string

  @ApiPropertyOptional({ enum: BULK_MODES })
  mode?: string

  @ApiPropertyOptional({ enum: BULK_VERBS })
  verb?: string

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
}

/** How a file of accounts is to be taken. */
export class BulkAccountsQueryDto {
  @ApiPropertyOptional({
    enum: BULK_MODES,
    default: 'create',
    description:
      'Of rows whose account is there: create: they fail; skip: they are left; update and upsert: it is changed. Of others: update: they fail; else they are made.',
  })
  @IsOptional()
  @IsIn(BULK_MODES)
  mode?: BulkMode

  @ApiPropertyOptional({ enum: YES_NO, default: 'false' })
  @IsOptional()
  @IsIn(YES_NO)
  dryRun?: 'true' | 'false'

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string
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
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean
}
