import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsInt, Max, Min } from 'class-validator'
import { AGENT_TYPES } from '../../audit/index.js'
import { Optional } from '../api/optional.js'

/** Entries that one request may have gone through. */
export const STRETCH_MAX = 10_000

/** Who did something. */
@ApiSchema({ name: 'AuditActor' })
export class AuditActorDto {
  @ApiProperty({ enum: AGENT_TYPES })
  type: string

  @ApiPropertyOptional()
  id?: string

  @ApiPropertyOptional()
  role?: string

  @ApiPropertyOptional({ description: 'In whose name a token acts.' })
  onBehalfOf?: string

  @ApiPropertyOptional({
    description: 'The browser of a member, the same for all that is done in it; nobody can sign in with it.',
  })
  sessionId?: string

  @ApiPropertyOptional({
    type: [String],
    description: 'Who wanted it, where that took two people: whoever asked, then whoever agreed.',
  })
  approvals?: readonly string[]

  @ApiPropertyOptional()
  ip?: string

  @ApiPropertyOptional()
  userAgent?: string

  @ApiPropertyOptional({ description: 'What the case is called in another system (header X-Ticket).' })
  ticket?: string
}

/** What is found in the audit. */
@ApiSchema({ name: 'AuditActions' })
export class AuditActionsDto {
  @ApiProperty({ type: [String], description: 'In their order.' })
  data: string[]
}

/** What something was done to. */
@ApiSchema({ name: 'AuditTarget' })
export class AuditTargetDto {
  @ApiProperty()
  type: string

  @ApiProperty()
  id: string
}

/** Something that was done. */
@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  @ApiProperty({ description: 'Its place in the chain. There are no gaps.' })
  seq: number

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ example: 'account.lock' })
  action: string

  @ApiProperty({ enum: ['done', 'denied'] })
  outcome: string

  @ApiProperty({ type: AuditActorDto })
  actor: AuditActorDto

  @ApiPropertyOptional({ type: AuditTargetDto })
  target?: AuditTargetDto

  @ApiPropertyOptional()
  requestId?: string

  @ApiPropertyOptional()
  reason?: string

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: true,
    description: 'What was changed, as it was.',
  })
  before?: object

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: true,
    description: 'What was changed, as it is now.',
  })
  after?: object

  @ApiProperty({ description: 'SHA-256 of the entry before, in hexadecimal.' })
  previousHash: string

  @ApiProperty({ description: 'SHA-256 of this entry, in hexadecimal.' })
  hash: string
}

/** Something that is not as it was written. */
@ApiSchema({ name: 'AuditProblem' })
export class AuditProblemDto {
  @ApiProperty({ description: 'Number of the entry or checkpoint.' })
  seq: number

  @ApiProperty({
    enum: [
      'entry altered',
      'entries missing',
      'chain broken',
      'end missing',
      'checkpoint differs',
      'checkpoint forged',
    ],
  })
  problem: string
}

/** What came of comparing the audit with its digests. */
class FoundDto {
  @ApiProperty({ description: 'Whether everything is as it was written.' })
  isSound: boolean

  @ApiPropertyOptional({ description: 'Whether all that is kept was looked at.' })
  isWhole?: boolean

  @ApiProperty({ description: 'Number of the first entry that was looked at; 0: there is none.' })
  from: number

  @ApiProperty({ description: 'Number of the last entry that was looked at; 0: there is none.' })
  to: number

  @ApiProperty()
  entries: number

  @ApiProperty({ description: 'Signed checkpoints that were compared.' })
  checkpoints: number

  @ApiProperty({
    description: 'Digest of the last of these, in hexadecimal. Keep it elsewhere to compare it later.',
  })
  head: string

  @ApiProperty({ type: [AuditProblemDto] })
  problems: AuditProblemDto[]
}

/** What came of going through all of it in the background. */
@ApiSchema({ name: 'AuditVerification' })
export class AuditVerificationDto extends FoundDto {
  @ApiProperty({ format: 'uuid', description: 'The job that did so.' })
  id: string

  @ApiProperty({ format: 'date-time' })
  endedAt: string
}

/** What came of comparing some of the audit with its digests, and of the last time that all of it was. */
@ApiSchema({ name: 'AuditFindings' })
export class AuditFindingsDto extends FoundDto {
  @ApiPropertyOptional({
    type: AuditVerificationDto,
    description: 'The last time that all was gone through; absent: it was not, or too long ago to be kept.',
  })
  last?: AuditVerificationDto
}

/** Which entries are gone through. */
export class AuditStretchDto {
  @ApiPropertyOptional({
    minimum: 1,
    description: 'Number of the first one; absent: the newest are gone through.',
  })
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  from?: number

  @ApiPropertyOptional({
    minimum: 1,
    maximum: STRETCH_MAX,
    default: STRETCH_MAX,
    description: 'How many at most.',
  })
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(STRETCH_MAX)
  limit?: number
}
