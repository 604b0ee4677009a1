import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsIn, IsObject, IsString, MaxLength, MinLength } from 'class-validator'
import { Optional } from '../api/optional.js'

const NAME_MAX = 100
const ISSUER_MAX = 1_000
const SECRET_MAX = 4_096

const OBJECT = { type: 'object', additionalProperties: true } as const
const SETTINGS = {
  ...OBJECT,
  description:
    'What the protocol needs. Of OpenID Connect: clientId, clientAuth, scopes, responseMode, sendLoginHint, userinfo. Of SAML: metadataUrl, nameIdFormat, subjectAttribute, signedResponse, encryption, idpInitiated.',
} as const
const POLICY = {
  ...OBJECT,
  description:
    'What is wanted of people: domains, mapping, admission, stepUp, provisioning, roles, quotas, leaving. Any part; the rest stays, or is as by default.',
} as const

/** What was found when a connection was looked at last. */
@ApiSchema({ name: 'HealthCheck' })
export class HealthCheckDto {
  @ApiProperty()
  name: string

  @ApiProperty()
  ok: boolean

  @ApiProperty()
  message: string

  @ApiPropertyOptional({ type: String, format: 'date-time' })
  expiresAt?: string | undefined
}

/** Whether a connection works. */
@ApiSchema({ name: 'ConnectionHealth' })
export class ConnectionHealthDto {
  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty()
  ok: boolean

  @ApiProperty({ type: [HealthCheckDto] })
  checks: HealthCheckDto[]
}

/** An identity provider of an organization, without secrets. */
@ApiSchema({ name: 'Connection' })
export class ConnectionDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty()
  name: string

  @ApiProperty({ enum: ['oidc', 'saml'] })
  kind: string

  @ApiProperty({ enum: ['draft', 'enabled', 'disabled'] })
  status: string

  @ApiProperty({ description: 'Of SAML: empty until the metadata of the provider were given or read.' })
  issuer: string

  @ApiProperty(SETTINGS)
  settings: object

  @ApiProperty(POLICY)
  policy: object

  @ApiProperty({ enum: ['api', 'file'], description: 'What may change it.' })
  managedBy: string

  @ApiPropertyOptional({ type: ConnectionHealthDto })
  health?: ConnectionHealthDto

  @ApiProperty({ format: 'date-time' })
  createdAt: string

  @ApiProperty({ format: 'date-time' })
  updatedAt: string
}

/** All connections. */
@ApiSchema({ name: 'Connections' })
export class ConnectionsDto {
  @ApiProperty({ type: [ConnectionDto] })
  data: ConnectionDto[]
}

/** What is to be changed of a connection. */
@ApiSchema({ name: 'ConnectionPatch' })
export class ConnectionPatchDto {
  @ApiPropertyOptional({ maxLength: NAME_MAX, description: 'What members see.' })
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(NAME_MAX)
  name?: string

  @ApiPropertyOptional({
    maxLength: ISSUER_MAX,
    description:
      'Of OpenID Connect. Of SAML the entity id of the provider: absent or empty, its metadata say it when they are given or read.',
  })
  @Optional()
  @IsString()
  @MaxLength(ISSUER_MAX)
  issuer?: string

  @ApiPropertyOptional(SETTINGS)
  @Optional()
  @IsObject()
  settings?: Record<string, unknown>

  @ApiPropertyOptional(POLICY)
  @Optional()
  @IsObject()
  policy?: Record<string, unknown>
}

/** A connection that is wanted. */
@ApiSchema({ name: 'NewConnection' })
export class NewConnectionDto extends ConnectionPatchDto {
  @ApiPropertyOptional({ enum: ['oidc', 'saml'], default: 'oidc' })
  @Optional()
  @IsIn(['oidc', 'saml'])
  kind?: 'oidc' | 'saml'

  @ApiPropertyOptional({
    maxLength: SECRET_MAX,
    description: 'Secret of the client; it is never shown again.',
  })
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(SECRET_MAX)
  secret?: string
}

/** Another secret. */
@ApiSchema({ name: 'ConnectionSecret' })
export class ConnectionSecretDto {
  @ApiProperty({ maxLength: SECRET_MAX })
  @IsString()
  @MinLength(1)
  @MaxLength(SECRET_MAX)
  secret: string
}

/** A sign-in that tries a connection. */
@ApiSchema({ name: 'ConnectionTest' })
export class ConnectionTestDto {
  @ApiProperty({
    format: 'uri',
    description: 'To be opened in a browser within ten minutes. What comes of it is in the traces.',
  })
  url: string
}

/** What a provider has to be told of this server. */
@ApiSchema({ name: 'ConnectionMetadata' })
export class ConnectionMetadataDto {
  @ApiProperty({ format: 'uri' })
  redirectUri: string

  @ApiProperty({ format: 'uri', description: 'Where it sends browsers whose session it has ended.' })
  postLogoutRedirectUri: string
}

/** What became of a sign-in. */
@ApiSchema({ name: 'SsoTrace' })
export class SsoTraceDto {
  @ApiProperty({ format: 'uuid', description: 'Members are shown it when something fails.' })
  id: string

  @ApiProperty({ format: 'date-time' })
  at: string

  @ApiProperty({ enum: ['request', 'pages', 'link', 'move', 'test'] })
  purpose: string

  @ApiProperty({ enum: ['done', 'failed'] })
  outcome: string

  @ApiPropertyOptional({ description: 'Of a failure.' })
  code?: string

  @ApiProperty({ ...OBJECT, description: 'What exactly was wrong, and what the provider has said.' })
  details: object
}
