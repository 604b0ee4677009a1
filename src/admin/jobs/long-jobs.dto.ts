import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { LONG_JOB_STATES } from '../../jobs/index.js'

/** How far long work is. */
@ApiSchema({ name: 'JobProgress' })
export class JobProgressDto {
  @ApiProperty()
  done: number

  @ApiPropertyOptional({ description: 'Absent as long as nobody knows.' })
  total?: number

  @ApiProperty({ description: 'What is counted.', example: 'rows' })
  unit: string
}

/** A line of the log of long work. */
@ApiSchema({ name: 'JobLine' })
export class JobLineDto {
  @ApiProperty()
  no: number

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty()
  text: string
}

/** Work that takes longer than a request. */
@ApiSchema({ name: 'LongJob' })
export class LongJobDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ example: 'backup.make' })
  kind: string

  @ApiProperty({ enum: LONG_JOB_STATES })
  state: string

  @ApiProperty({ type: JobProgressDto })
  progress: JobProgressDto

  @ApiProperty({ description: 'Whether it is to stop as soon as it can.' })
  cancelWanted: boolean

  @ApiPropertyOptional({ description: 'Who asked for it.' })
  requestedBy?: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string

  @ApiPropertyOptional({ type: Object, additionalProperties: true, description: 'What came of it.' })
  result?: object

  @ApiPropertyOptional({ description: 'Why it failed.' })
  failure?: string
}

/** The same with its log. */
@ApiSchema({ name: 'LongJobDetails' })
export class LongJobDetailsDto extends LongJobDto {
  @ApiProperty({ type: [JobLineDto] })
  logs: JobLineDto[]
}
