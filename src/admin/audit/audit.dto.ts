import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { AGENT_TYPES } from '../../audit/index.js'

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
@ApiSchema({ name: 'AuditFindings' })
export class AuditFindingsDto {
  @ApiProperty({ description: 'Whether everything is as it was written.' })
  isSound: boolean

  @ApiProperty({ description: 'Number of the first entry that is kept; 0: there is none.' })
  from: number

  @ApiProperty({ description: 'Number of the last entry; 0: there is none.' })
  to: number

  @ApiProperty()
  entries: number

  @ApiProperty({ description: 'Signed checkpoints that were compared.' })
  checkpoints: number

  @ApiProperty({
    description: 'Digest of the last entry, in hexadecimal. Keep it elsewhere to compare it later.',
  })
  head: string

  @ApiProperty({ type: [AuditProblemDto] })
  problems: AuditProblemDto[]
}
