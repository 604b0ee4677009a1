import { IsString, MaxLength, MinLength } from 'class-validator'

const PASSWORD_LENGTH_MAX = 1_024

/** What somebody signs in with. */
export class SignInDto {
  @IsString()
  @MinLength(1)
  @MaxLength(PASSWORD_LENGTH_MAX)
  password: string
}
