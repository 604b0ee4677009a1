import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** An application that acts for a member. */
@ApiSchema({ name: 'OauthGrant' })
export class OauthGrantDto {
  @ApiProperty()
  id: string

  @ApiProperty({ description: 'Of the application: where its description is.' })
  clientId: string

  @ApiPropertyOptional({ description: 'Of an application that the operator vouches for.' })
  name?: string

  @ApiProperty({ type: [String], description: 'What it may do.' })
  scopes: string[]

  @ApiProperty({ format: 'date-time' })
  openedAt: string

  @ApiProperty({ format: 'date-time' })
  usedAt: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  @ApiPropertyOptional({ description: 'Where it was allowed.' })
  ip?: string

  @ApiPropertyOptional({ description: 'Where it was allowed.' })
  userAgent?: string
}

/** Applications that act for a member, the one that was used last first. */
@ApiSchema({ name: 'OauthGrants' })
export class OauthGrantsDto {
  @ApiProperty({ type: [OauthGrantDto] })
  data: OauthGrantDto[]
}

/** A passkey of a member. */
@ApiSchema({ name: 'Passkey' })
export class PasskeyDto {
  @ApiProperty()
  id: string

  @ApiProperty({ description: 'What the member calls it.' })
  name: string

  @ApiProperty({ format: 'date-time' })
  addedAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  lastUsedAt?: string

  @ApiProperty({ description: 'Whether it is on several devices.' })
  isSynced: boolean
}

/** What a member has besides the password. */
@ApiSchema({ name: 'SecondFactors' })
export class SecondFactorsDto {
  @ApiProperty({ type: [PasskeyDto] })
  passkeys: PasskeyDto[]

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Since when codes of an app are asked for; absent: they are not.',
  })
  totpAddedAt?: string

  @ApiProperty({ description: 'Codes on paper that are still good.' })
  recoveryCodesLeft: number
}
