import type { Account } from '../../account/index.js'
import type { SignInPlace } from './sign-in-place.js'

/** Fields of a form, each there once. */
export type SignInForm = Readonly<Record<string, string | undefined>>

/** Somebody who has proved to own an account. */
export interface ProvedAccount {
  readonly account: Account
  /** how, in a word for the owner's list of events: `password`, `passkey` */
  readonly method: string
  /** whether the proof is worth two factors by itself */
  readonly isTwoFactor: boolean
  /** when it was proved (ms since the epoch), 0 where nobody says; absent: just now */
  readonly provedAtMs?: number | undefined
}

/**
 * A way to sign in: a password, a passkey, the single sign-on of an organization. Every provider of this class is
 * found by itself.
 */
export abstract class SignInMethod {
  /** Whether a form was sent for this method. */
  abstract takes(form: SignInForm): boolean

  /**
   * Whose account the form proves to be, for whatever may follow.
   * @throws {Refusal} if it proves nothing
   */
  abstract prove(form: SignInForm, place: SignInPlace): Promise<ProvedAccount>
}
