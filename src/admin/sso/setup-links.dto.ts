import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  IsDefined,
  IsIn,
  IsISO8601,
  IsString,
  MaxLength,
  MinLength,
  Matches,
  ValidateNested,
} from 'class-validator'

const NAME_MAX = 100
const KINDS = ['oidc', 'saml'] as const
// eslint-disable-next-line no-control-regex
const NO_CONTROL = /^[^\u0000-\u001f]*$/

/** What is known of a connection before somebody fills it in. */
@ApiSchema({ name: 'ConnectionToSetUp' })
export class ConnectionToSetUpDto {
  @ApiProperty({ maxLength: NAME_MAX, description: 'What members will see.' })
  @IsString()
  @MinLength(1)
  @MaxLength(NAME_MAX)
  @Matches(NO_CONTROL, { message: 'must not have control characters' })
  name: string

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  kind: (typeof KINDS)[number]
}

/** A link that is to be made. */
@ApiSchema({ name: 'NewSetupLink' })
export class NewSetupLinkDto {
  @ApiProperty({ type: ConnectionToSetUpDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => ConnectionToSetUpDto)
  connectionDraft: ConnectionToSetUpDto

  @ApiProperty({ format: 'date-time', description: 'Within 30 days.' })
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt: string
}

/** A link by which somebody without an account fills in a connection. */
@ApiSchema({ name: 'SetupLink' })
export class SetupLinkDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ description: 'What members will see of the connection.' })
  name: string

  @ApiProperty({ enum: KINDS })
  kind: string

  @ApiProperty({ enum: ['new', 'opened', 'submitted', 'revoked', 'expired'] })
  state: string

  @ApiPropertyOptional({ format: 'uuid', description: 'The draft that has come of it so far.' })
  connection?: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  openedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  submittedAt?: string

  @ApiPropertyOptional({ format: 'date-time' })
  revokedAt?: string
}

/** Links, the latest first. */
@ApiSchema({ name: 'SetupLinks' })
export class SetupLinksDto {
  @ApiProperty({ type: [SetupLinkDto] })
  data: SetupLinkDto[]
}

/** A link that was made just now. */
@ApiSchema({ name: 'MadeSetupLink' })
export class MadeSetupLinkDto extends SetupLinkDto {
  @ApiProperty({ description: 'The link itself. It is not shown again.' })
  url: string
}
