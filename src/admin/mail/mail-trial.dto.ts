import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsEmail, MaxLength } from 'class-validator'
import { MAIL_STEPS } from '../../mail/index.js'

const ADDRESS_LENGTH_MAX = 254

/** Where a mail is to go that is sent to try it. */
export class NewMailTrialDto {
  @ApiProperty()
  @IsEmail()
  @MaxLength(ADDRESS_LENGTH_MAX)
  to: string
}

/** A step on the way of a mail. */
@ApiSchema({ name: 'MailStep' })
export class MailStepDto {
  @ApiProperty({ enum: MAIL_STEPS })
  step: string

  @ApiProperty({ enum: ['done', 'failed', 'warning'] })
  outcome: string

  @ApiProperty({ description: 'What was found, in words.' })
  detail: string

  @ApiPropertyOptional({ type: String, description: 'What to do about it.' })
  advice?: string | undefined

  @ApiPropertyOptional({ type: String, description: 'The same, by a name that stays while words change.' })
  adviceCode?: string | undefined
}

/** How far a mail came. */
@ApiSchema({ name: 'MailTrial' })
export class MailTrialDto {
  @ApiProperty({ description: 'Whether the mail server has taken it.' })
  isTaken: boolean

  @ApiProperty({ type: [MailStepDto] })
  steps: MailStepDto[]
}
