import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'
import { IsString, IsUUID, MaxLength, MinLength } from 'class-validator'

const REASON_MAX = 500
const SUBJECT_MAX = 255
const DID_MAX = 2_048

/** That a person of a provider has an account. */
@ApiSchema({ name: 'ExternalIdentity' })
export class ExternalIdentityDto {
  @ApiProperty({ format: 'uuid', description: 'Of the link.' })
  id: string

  @ApiProperty({ format: 'uuid' })
  connection: string

  @ApiProperty()
  subject: string

  @ApiProperty()
  issuer: string

  @ApiPropertyOptional({
    description:
      'As the provider has said it last; shown in part to whoever has no permission accounts.contact.',
  })
  email?: string

  @ApiProperty({ description: 'creation, member, directory, or who of the administrators.' })
  linkedBy: string

  @ApiProperty({ format: 'date-time' })
  linkedAt: string

  @ApiPropertyOptional({ format: 'date-time' })
  lastLoginAt?: string
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

/** A link that is wanted. */
@ApiSchema({ name: 'NewIdentity' })
export class NewIdentityDto extends IdentityKeyDto {
  @ApiProperty({ description: 'Of the account.' })
  @IsString()
  @MaxLength(DID_MAX)
  did: string

  @ApiProperty({ maxLength: REASON_MAX, description: 'By what you know that both are theirs.' })
  @IsString()
  @MinLength(1)
  @MaxLength(REASON_MAX)
  reason: string
}
