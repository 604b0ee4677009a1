import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** `quiet`: nothing was asked of it lately, so nobody knows; `unset`: there is none. */
export const HEALTH_STATES = ['ok', 'problem', 'quiet', 'unset'] as const
export type HealthState = (typeof HEALTH_STATES)[number]

/** Something that the service depends on. */
@ApiSchema({ name: 'HealthPart' })
export class HealthPartDto {
  @ApiProperty({ example: 'database' })
  part: string

  @ApiProperty({
    enum: HEALTH_STATES,
    description: 'quiet: nothing was asked of it within a quarter of an hour; unset: there is none.',
  })
  state: string

  @ApiPropertyOptional({ description: 'What is wrong, in a word, or with which of them.' })
  detail?: string
}

/** All that the service depends on. */
@ApiSchema({ name: 'Health' })
export class HealthDto {
  @ApiProperty({ type: [HealthPartDto] })
  data: HealthPartDto[]
}
