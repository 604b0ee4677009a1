import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** How many accounts there are in each state. */
@ApiSchema({ name: 'AccountCounts' })
export class AccountCountsDto {
  @ApiProperty()
  total: number

  @ApiProperty({ description: 'Public, and not locked.' })
  active: number

  @ApiProperty()
  locked: number

  @ApiProperty()
  deactivated: number

  @ApiProperty()
  suspended: number

  @ApiProperty()
  takendown: number

  @ApiProperty({ description: 'Made within the last seven days.' })
  createdLately: number
}

/** Where the event stream stands. */
@ApiSchema({ name: 'FirehoseSummary' })
export class FirehoseSummaryDto {
  @ApiProperty({ description: 'Number of the latest event.' })
  head: number
}

/** Something that somebody should look at. */
@ApiSchema({ name: 'Attention' })
export class AttentionDto {
  @ApiProperty({ example: 'open_reports' })
  code: string

  @ApiProperty({ enum: ['info', 'warning', 'error'] })
  severity: string

  @ApiProperty({ description: 'In English, for those who do not know the code.' })
  message: string

  @ApiPropertyOptional({ description: 'How many there are of it.' })
  count?: number

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: { type: 'string' },
    description: 'What it is about: depends on the code, and goes with it into the words for people.',
  })
  params?: Readonly<Record<string, string>>
}

/** The service at a glance. */
@ApiSchema({ name: 'Overview' })
export class OverviewDto {
  @ApiProperty()
  serviceName: string

  @ApiProperty()
  hostname: string

  @ApiProperty()
  version: string

  @ApiProperty({ type: AccountCountsDto })
  accounts: AccountCountsDto

  @ApiProperty({ type: FirehoseSummaryDto })
  firehose: FirehoseSummaryDto

  @ApiProperty({ description: 'Reports that moderators have still to look at.' })
  openReports: number

  @ApiProperty({ type: [AttentionDto], description: 'What needs attention, the gravest first.' })
  attention: AttentionDto[]
}
