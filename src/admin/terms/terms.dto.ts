import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsBoolean, IsISO8601, IsString, IsUrl, MaxLength, MinLength } from 'class-validator'
import { TERMS_WAYS } from '../../terms/index.js'
import { Optional } from '../api/optional.js'

const URL_LENGTH_MAX = 2_048
const TEXT_LENGTH_MAX = 100_000
const DOMAIN_LENGTH_MAX = 253
const WEB = { protocols: ['http', 'https'], require_protocol: true, require_tld: false }

/** Another version of the terms. */
@ApiSchema({ name: 'NewTermsVersion' })
export class NewTermsVersionDto {
  @ApiPropertyOptional({
    description: 'Of handles; absent: for whoever has no domain with terms of its own.',
    example: 'press.example.org',
  })
  @Optional()
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  domain?: string

  @ApiPropertyOptional({ format: 'uri', description: 'Where the terms are; either this, or text.' })
  @Optional()
  @IsUrl(WEB)
  @MaxLength(URL_LENGTH_MAX)
  termsOfServiceUrl?: string

  @ApiPropertyOptional({ format: 'uri', description: 'Absent: that of the service, or of the domain.' })
  @Optional()
  @IsUrl(WEB)
  @MaxLength(URL_LENGTH_MAX)
  privacyPolicyUrl?: string

  @ApiPropertyOptional({ description: 'The terms themselves, which this server then shows to everybody.' })
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(TEXT_LENGTH_MAX)
  text?: string

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent: at once. Not earlier than now.' })
  @Optional()
  @IsISO8601({ strict: true })
  validFrom?: string

  @ApiProperty({ description: 'Whether members who have agreed to an earlier version are asked again.' })
  @IsBoolean()
  asksAgain: boolean
}

/** A version of the terms. It never changes. */
@ApiSchema({ name: 'TermsVersion' })
export class TermsVersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiPropertyOptional()
  domain?: string

  @ApiPropertyOptional()
  termsOfServiceUrl?: string

  @ApiPropertyOptional()
  privacyPolicyUrl?: string

  @ApiPropertyOptional()
  text?: string

  @ApiProperty({ description: 'SHA-256 of addresses and text, in hexadecimal.' })
  digest: string

  @ApiProperty({ format: 'date-time' })
  validFrom: string

  @ApiProperty()
  asksAgain: boolean

  @ApiProperty({ description: 'Whether it is the one that holds now.' })
  current: boolean

  @ApiProperty({ description: 'How many have agreed to it.' })
  agreed: number

  @ApiProperty({ description: 'For how many members it holds, or would.' })
  members: number

  @ApiProperty()
  createdBy: string

  @ApiProperty({ format: 'date-time' })
  createdAt: string
}

/** All versions, the latest first. */
@ApiSchema({ name: 'TermsVersions' })
export class TermsVersionsDto {
  @ApiProperty({ type: [TermsVersionDto] })
  data: TermsVersionDto[]
}

/** That a member has agreed, or was not asked. */
@ApiSchema({ name: 'TermsAcceptance' })
export class TermsAcceptanceDto {
  @ApiProperty()
  did: string

  @ApiPropertyOptional()
  handle?: string

  @ApiProperty({ description: 'Id of a version; or digest of the addresses that held where there was none.' })
  version: string

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ enum: TERMS_WAYS, description: 'On which way they came to it.' })
  via: string

  @ApiProperty({ description: 'False where nobody could be asked: the account was made by a program.' })
  asked: boolean

  @ApiPropertyOptional({ description: 'The language that the browser prefers.' })
  locale?: string

  @ApiPropertyOptional()
  ip?: string
}
