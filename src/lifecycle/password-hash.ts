import type { Passwords } from '../account/index.js'
import type { AcceptedSignUp } from './sign-up-rules.js'

/** The hash of a new password; undefined for whoever has none. @throws {PasswordHashingBusy} */
export async function hashOf(
  passwords: Passwords,
  { password }: Pick<AcceptedSignUp, 'password'>,
): Promise<string | undefined> {
  return password === undefined ? undefined : passwords.hash(password)
}
