import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsISO8601, IsString, IsUUID, MaxLength, MinLength } from 'class-validator'

const REASON_MAX = 500
const SUBJECT_MAX = 255

/** Somebody who waits for an account. */
@ApiSchema({ name: 'Registration' })
export class RegistrationDto {
  @ApiProperty({ format: 'uuid' })
  id: string

  @ApiProperty({ format: 'uuid' })
  connection: string

  @ApiProperty()
  subject: string

  @ApiPropertyOptional({ type: String })
  name?: string | undefined

  @ApiPropertyOptional({ type: String })
  email?: string | undefined

  @ApiPropertyOptional({ type: String, description: 'The handle that was asked for.' })
  handle?: string | undefined

  @ApiProperty({ format: 'date-time' })
  createdAt: string
}

/** Those who wait. */
@ApiSchema({ name: 'Registrations' })
export class RegistrationsDto {
  @ApiProperty({ type: [RegistrationDto] })
  data: RegistrationDto[]
}

/** That a person of a provider has an account. */
@ApiSchema({ name: 'ExternalIdentity' })
export class ExternalIdentityDto {
  @ApiProperty({ format: 'uuid' })
  connection: string

  @ApiProperty()
  subject: string

  @ApiProperty()
  issuer: string

  @ApiPropertyOptional({ type: String })
  email?: string | undefined

  @ApiProperty({ description: 'creation, member, directory, or who of the administrators.' })
  linkedBy: string

  @ApiProperty({ format: 'date-time' })
  linkedAt: string

  @ApiPropertyOptional({ type: String, format: 'date-time' })
  lastLoginAt?: string | undefined
}

/** The links of an account. */
@ApiSchema({ name: 'ExternalIdentities' })
export class ExternalIdentitiesDto {
  @ApiProperty({ type: [ExternalIdentityDto] })
  data: ExternalIdentityDto[]
}

/** An account that a person of a provider has. */
@ApiSchema({ name: 'FoundIdentity' })
export class FoundIdentityDto extends ExternalIdentityDto {
  @ApiProperty({ description: 'Of the account.' })
  did: string
}

/** Which link. */
@ApiSchema({ name: 'IdentityKey' })
export class IdentityKeyDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  connection: string

  @ApiProperty({ maxLength: SUBJECT_MAX })
  @IsString()
  @MinLength(1)
  @MaxLength(SUBJECT_MAX)
  subject: string
}

/** Somebody who may use the password though their domain demands single sign-on. */
@ApiSchema({ name: 'PasswordException' })
export class ExceptionDto {
  @ApiProperty()
  did: string

  @ApiProperty()
  reason: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string
}

/** All of them. */
@ApiSchema({ name: 'PasswordExceptions' })
export class ExceptionsDto {
  @ApiProperty({ type: [ExceptionDto] })
  data: ExceptionDto[]
}

/** An exception that is wanted. */
@ApiSchema({ name: 'NewPasswordException' })
export class NewExceptionDto {
  @ApiProperty({ maxLength: REASON_MAX })
  @IsString()
  @MinLength(1)
  @MaxLength(REASON_MAX)
  reason: string

  @ApiProperty({ format: 'date-time', description: 'Within 90 days.' })
  @IsISO8601({ strict: true, strictSeparator: true })
  expiresAt: string
}
