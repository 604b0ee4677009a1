import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsString, MaxLength, MinLength } from 'class-validator'

/** Some 10 KB for one provider. */
const METADATA_LENGTH_MAX = 500_000

/** A certificate of a provider. */
@ApiSchema({ name: 'SamlCertificate' })
export class SamlCertificateDto {
  @ApiProperty()
  subject: string

  @ApiProperty({ description: 'SHA-256.' })
  fingerprint: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string
}

/** A certificate of this server. */
@ApiSchema({ name: 'SamlOwnCertificate' })
export class SamlOwnCertificateDto extends SamlCertificateDto {
  @ApiProperty({ enum: ['next', 'current', 'former'] })
  state: string

  @ApiProperty()
  pem: string
}

/** What is known of the provider. */
@ApiSchema({ name: 'SamlProvider' })
export class SamlProviderDto {
  @ApiProperty()
  entityId: string

  @ApiProperty()
  signOnUrl: string

  @ApiPropertyOptional({ type: String })
  logoutUrl?: string | undefined

  @ApiProperty({ type: [SamlCertificateDto] })
  certificates: SamlCertificateDto[]

  @ApiProperty({ enum: ['upload', 'url'], description: 'Where its metadata came from.' })
  source: string

  @ApiProperty({ format: 'date-time' })
  readAt: string

  @ApiPropertyOptional({ type: String, description: 'Why they could not be read anew.' })
  problem?: string | undefined

  @ApiPropertyOptional({ type: String, format: 'date-time' })
  validUntil?: string | undefined
}

/** What this server and the provider of a connection know of each other. */
@ApiSchema({ name: 'SamlConnection' })
export class SamlConnectionDto {
  @ApiProperty({ description: 'Name of this server for the provider, and the address of its metadata.' })
  entityId: string

  @ApiProperty({ description: 'Where the provider sends browsers (Assertion Consumer Service).' })
  consumerUrl: string

  @ApiProperty({ description: 'Where it tells logouts (Single Logout Service).' })
  logoutUrl: string

  @ApiProperty({ type: [SamlOwnCertificateDto] })
  certificates: SamlOwnCertificateDto[]

  @ApiPropertyOptional({ type: SamlProviderDto })
  provider?: SamlProviderDto | undefined
}

/** Metadata of a provider. */
@ApiSchema({ name: 'SamlMetadata' })
export class SamlMetadataDto {
  @ApiProperty({ maxLength: METADATA_LENGTH_MAX, description: 'XML.' })
  @IsString()
  @MinLength(1)
  @MaxLength(METADATA_LENGTH_MAX)
  xml: string
}
