import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** How a task of housekeeping went, the last time. */
@ApiSchema({ name: 'HousekeepingRun' })
export class HousekeepingRunDto {
  @ApiProperty({ format: 'date-time' })
  startedAt: string

  @ApiProperty({ format: 'date-time' })
  endedAt: string

  @ApiProperty()
  succeeded: boolean

  @ApiPropertyOptional({ description: 'Why it failed.' })
  failure?: string
}

/** Upkeep that is due every so often. */
@ApiSchema({ name: 'HousekeepingTask' })
export class HousekeepingTaskDto {
  @ApiProperty({ example: 'expired credentials' })
  name: string

  @ApiProperty({ description: 'Milliseconds from one time to the next.' })
  everyMs: number

  @ApiPropertyOptional({ type: HousekeepingRunDto, description: 'Absent: it was not done yet.' })
  lastRun?: HousekeepingRunDto
}

/** Upkeep of the server, by name. */
@ApiSchema({ name: 'Housekeeping' })
export class HousekeepingDto {
  @ApiProperty({ type: [HousekeepingTaskDto] })
  data: HousekeepingTaskDto[]
}
