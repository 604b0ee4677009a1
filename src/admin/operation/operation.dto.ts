import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { RELAY_TROUBLES } from '../../sync/index.js'

/** A relay that is asked to crawl this server. */
@ApiSchema({ name: 'Crawler' })
export class CrawlerDto {
  @ApiProperty()
  url: string

  @ApiProperty()
  host: string

  @ApiProperty({ description: 'Failures since it was last asked with success.' })
  failures: number

  @ApiPropertyOptional({ format: 'date-time' })
  askedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  succeededAt?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When it may be asked again.' })
  dueAt?: string

  @ApiPropertyOptional()
  error?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'When it was last asked what it knows.' })
  checkedAt?: string

  @ApiPropertyOptional({ description: 'What it said then that this server is.' })
  status?: string

  @ApiPropertyOptional({ description: 'Events that it was behind then.' })
  lag?: number

  @ApiPropertyOptional({ enum: RELAY_TROUBLES, description: 'What is wrong; absent: nothing is.' })
  trouble?: string

  @ApiPropertyOptional({ format: 'date-time' })
  troubleSince?: string
}

/** An account that a relay does not pass on although it is public here. */
@ApiSchema({ name: 'WithheldAccount' })
export class WithheldAccountDto {
  @ApiProperty()
  did: string

  @ApiProperty({ description: 'Of the relay.' })
  host: string

  @ApiProperty({ description: 'Why, in the words of the relay, such as throttled.' })
  status: string

  @ApiProperty({ format: 'date-time' })
  foundAt: string
}

/** Accounts that relays do not pass on, at most 500, those first that were found last. */
@ApiSchema({ name: 'WithheldAccounts' })
export class WithheldAccountsDto {
  @ApiProperty({ type: [WithheldAccountDto] })
  data: WithheldAccountDto[]

  @ApiProperty({ description: 'How many accounts some relay does not pass on.' })
  count: number
}

/** Relays. */
@ApiSchema({ name: 'Crawlers' })
export class CrawlersDto {
  @ApiProperty({ type: [CrawlerDto] })
  data: CrawlerDto[]
}

/** What a relay knows of this server. */
@ApiSchema({ name: 'HostStatus' })
export class HostStatusDto {
  @ApiPropertyOptional({ description: 'In the words of the relay: active, throttled, banned.' })
  status?: string

  @ApiPropertyOptional({ description: 'Number of the last event that it has taken.' })
  seq?: number

  @ApiProperty({ description: 'Number of the last event here.' })
  head: number

  @ApiPropertyOptional({ description: 'Events that it is behind.' })
  lag?: number

  @ApiPropertyOptional()
  accountCount?: number
}

/** Somebody who reads the event stream. */
@ApiSchema({ name: 'FirehoseReader' })
export class FirehoseReaderDto {
  @ApiProperty()
  ip: string

  @ApiPropertyOptional()
  userAgent?: string

  @ApiProperty({ format: 'date-time' })
  since: string

  @ApiPropertyOptional({ description: 'Number of the last event that it was sent.' })
  position?: number

  @ApiPropertyOptional({ description: 'Events that it is behind.' })
  lag?: number

  @ApiProperty({ description: 'Bytes that it was sent.' })
  bytes: number

  @ApiProperty({ description: 'Of the last quarter of a minute.' })
  bytesPerSecond: number
}

/** The event stream. */
@ApiSchema({ name: 'Firehose' })
export class FirehoseDto {
  @ApiProperty({ description: 'Number of the latest event.' })
  head: number

  @ApiProperty({ description: 'Number of the latest event that is not kept any more.' })
  pruned: number

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the oldest event that is kept was numbered.',
  })
  oldestAt?: string

  @ApiProperty({ description: 'How long events are kept (ms).' })
  retentionMs: number

  @ApiProperty({
    type: [FirehoseReaderDto],
    description: 'Those who read it from any node, as of a quarter of a minute ago.',
  })
  subscribers: FirehoseReaderDto[]
}

/** How much is in a queue. */
@ApiSchema({ name: 'JobCounts' })
export class JobCountsDto {
  @ApiProperty()
  waiting: number

  @ApiProperty()
  active: number

  @ApiProperty()
  delayed: number

  @ApiProperty()
  failed: number
}

/** A queue of background work. */
@ApiSchema({ name: 'Queue' })
export class QueueDto {
  @ApiProperty()
  name: string

  @ApiProperty({ type: JobCountsDto })
  counts: JobCountsDto

  @ApiProperty({ description: 'How long the oldest has waited that could be done (ms); 0: none waits.' })
  oldestAgeMs: number
}

/** Queues of background work. */
@ApiSchema({ name: 'Queues' })
export class QueuesDto {
  @ApiProperty({ type: [QueueDto] })
  data: QueueDto[]
}

/** A piece of background work. */
@ApiSchema({ name: 'Job' })
export class JobDto {
  @ApiProperty()
  queue: string

  @ApiProperty()
  id: string

  @ApiProperty()
  name: string

  @ApiProperty({ enum: ['waiting', 'active', 'delayed', 'failed'] })
  state: string

  @ApiProperty()
  attempts: number

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  finishedAt?: string

  @ApiPropertyOptional({ description: 'Why it failed.' })
  failure?: string

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'What it was given, without secrets and long texts.',
  })
  payload: object
}

/** Background work of a queue. */
@ApiSchema({ name: 'Jobs' })
export class JobsDto {
  @ApiProperty({ type: [JobDto] })
  data: JobDto[]
}
