import type { SignUp } from './sign-up-rules.js'

/**
 * Knows of people whose account is made by a call like any other, though their organization has the sign-in: they need no
 * password, and an invite code as all others do. Every provider of this class is found by itself.
 */
export abstract class SignUpVoucher {
  /** Whether the owner of the account that is wanted will sign in with their organization, once it is here. */
  abstract vouches(wanted: SignUp): Promise<boolean>
}
