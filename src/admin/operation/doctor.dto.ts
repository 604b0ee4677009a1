import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** What a check found. */
@ApiSchema({ name: 'Finding' })
export class FindingDto {
  @ApiProperty({ description: 'What was looked at.', example: 'mail' })
  check: string

  @ApiProperty({ enum: ['ok', 'warning', 'failed', 'skipped'] })
  outcome: string

  @ApiProperty()
  detail: string

  @ApiPropertyOptional({ description: 'What to do about it; commands stand on lines of their own.' })
  fix?: string
}

/** What was found in and around the machine. */
@ApiSchema({ name: 'Diagnosis' })
export class DiagnosisDto {
  @ApiProperty({ format: 'date-time', description: 'It is looked again a minute later at the earliest.' })
  at: string

  @ApiProperty({ description: 'Whether nothing failed.' })
  well: boolean

  @ApiProperty({ type: [FindingDto] })
  data: FindingDto[]
}
