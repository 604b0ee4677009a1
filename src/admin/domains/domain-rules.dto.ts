import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsIn, IsInt, IsUUID, Max, Min } from 'class-validator'
import type { DomainPolicy } from '../../sso/index.js'
import { Optional } from '../api/optional.js'

const ENFORCEMENTS = ['required', 'preferred', 'optional'] as const
const DAYS_MAX = 3_650

/** What holds for people of a domain who could sign in with an organization. */
@ApiSchema({ name: 'DomainEnforcement' })
export class DomainEnforcementDto implements Omit<DomainPolicy, 'domain'> {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'With which they sign in; may be left out where one connection names the domain already.',
  })
  @Optional()
  @IsUUID()
  connection?: string

  @ApiPropertyOptional({
    enum: ['email', 'handle'],
    default: 'handle',
    description: 'Whether it is the domain of their addresses or of their handles.',
  })
  @Optional()
  @IsIn(['email', 'handle'])
  of: 'email' | 'handle' = 'handle'

  @ApiProperty({
    enum: ENFORCEMENTS,
    description:
      'required: the password of the account is good for nothing; preferred: single sign-on comes first.',
  })
  @IsIn(ENFORCEMENTS)
  enforcement: (typeof ENFORCEMENTS)[number]

  @ApiPropertyOptional({
    enum: ['allow', 'deny'],
    default: 'allow',
    description: 'Whether applications may have passwords of their own.',
  })
  @Optional()
  @IsIn(['allow', 'deny'])
  appPasswords: 'allow' | 'deny' = 'allow'

  @ApiPropertyOptional({ description: 'How many days these are good at most.' })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(DAYS_MAX)
  appPasswordDays?: number
}
