import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** What a check found. */
@ApiSchema({ name: 'Finding' })
export class FindingDto {
  @ApiProperty({ description: 'What was looked at.', example: 'mail' })
  check: string

  @ApiProperty({ enum: ['ok', 'warning', 'failed', 'skipped'] })
  outcome: string

  @ApiProperty({ description: 'What was found, in words.' })
  detail: string

  @ApiPropertyOptional({
    type: String,
    description: 'What to do about it; commands stand on lines of their own.',
  })
  fix?: string | undefined

  @ApiProperty({
    description: 'What was found, by a name that stays while words change.',
    example: 'mail_unset',
  })
  code: string

  @ApiPropertyOptional({
    type: String,
    description: 'What to do about it, in the same way; absent where commands say it all.',
    example: 'mail_set',
  })
  fixCode?: string | undefined

  @ApiPropertyOptional({ type: String, description: 'The part of fix that can be pasted.' })
  commands?: string | undefined

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What the words for both codes are about: names, addresses, amounts.',
  })
  values: Record<string, string>
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
