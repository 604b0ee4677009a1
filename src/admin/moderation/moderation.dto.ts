import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsString, Matches, MaxLength, MinLength } from 'class-validator'

/** How a report was settled. */
@ApiSchema({ name: 'ReportResolution' })
export class ResolutionDto {
  @ApiProperty()
  actor: string

  @ApiProperty()
  reason: string

  @ApiProperty({ format: 'date-time' })
  at: string
}

/** A report to moderators. */
@ApiSchema({ name: 'Report' })
export class ReportDto {
  @ApiProperty()
  id: number

  @ApiProperty({ enum: ['open', 'resolved'] })
  state: string

  @ApiPropertyOptional({ description: 'DID; absent when the account was deleted.' })
  reporter?: string

  @ApiProperty()
  reasonType: string

  @ApiPropertyOptional()
  reason?: string

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'An account, a record, or something else.',
  })
  subject: object

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ enum: ['none', 'waiting', 'sent', 'refused', 'failed'] })
  forwarding: string

  @ApiPropertyOptional({ description: 'The service that it was sent on to.' })
  forwardTo?: string

  @ApiPropertyOptional({ description: 'The page of what was reported in the Ozone of the moderators.' })
  ozoneUrl?: string

  @ApiPropertyOptional({ type: ResolutionDto })
  resolution?: ResolutionDto
}

/** How a report is settled. */
export class NewResolutionDto {
  @ApiProperty({ description: 'What was decided, and why.' })
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  @Matches(/^[^\0]*$/, { message: 'must not have a NUL' })
  reason: string
}
