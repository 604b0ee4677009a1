import { IsEmail, IsString, Matches, MaxLength, MinLength } from 'class-validator'
import { Optional } from '../api/optional.js'

const PASSWORD_LENGTH_MAX = 1_024
const HANDLE_LENGTH_MAX = 253
const DID_LENGTH_MAX = 2_048

/** A link that somebody has. */
export class OwnerLinkDto {
  @IsString()
  @Matches(/^[\w-]{43}$/, { message: 'must be what follows # in the link' })
  secret: string
}

/** Whoever has the link, and an account for them. */
export class OwnerAccountDto extends OwnerLinkDto {
  @IsString()
  @MinLength(1)
  @MaxLength(HANDLE_LENGTH_MAX)
  handle: string

  @IsEmail()
  email: string

  @IsString()
  @MinLength(1)
  @MaxLength(PASSWORD_LENGTH_MAX)
  password: string
}

/** Whoever has the link, and which of those who are signed in in the browser they are. */
export class OwnerMemberDto extends OwnerLinkDto {
  @Optional()
  @IsString()
  @MaxLength(DID_LENGTH_MAX)
  did?: string
}
