import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsISO8601, IsString, MaxLength, MinLength } from 'class-validator'

const REASON_MAX = 500

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

/** Somebody who may use the password though their domain demands single sign-on. */
@ApiSchema({ name: 'PasswordException' })
export class ExceptionDto {
  @ApiProperty()
  did: string

  @ApiProperty()
  reason: string

  @ApiProperty({ format: 'date-time' })
  expiresAt: string

  @ApiProperty({ description: 'For If-Match, when it is put in the place of another one.' })
  tag: string
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
