import type { Did } from '@guildhall/syntax'

/** Whose passwords: somebody who has an account, or wants one. */
export interface PasswordOwner {
  readonly did?: Did | undefined
  readonly handle?: string | undefined
  readonly email?: string | undefined
  readonly lockedAt?: Date | undefined
  readonly offboardedAt?: Date | undefined
}

/** What passwords are good for. */
export interface PasswordRule {
  /** whether the password of the account opens anything; where not, nobody gets a new one, and nobody signs up with one */
  readonly allowsPassword: boolean
  /** what the organization is called that has the sign-in */
  readonly organization: string
  readonly allowsAppPasswords: boolean
  /** how long app passwords are good at most (ms) */
  readonly appPasswordMaxMs: number | undefined
}

/**
 * Says what passwords are good for, such as an organization that has its own sign-in. Every provider of this class is
 * found by itself.
 */
export abstract class PasswordRules {
  /** The rule for somebody; undefined where passwords are good for everything. */
  abstract of(owner: PasswordOwner): Promise<PasswordRule | undefined>

  /** Whether somebody who has proved the password may use it all the same. Writes down that they did. */
  abstract excuses(owner: PasswordOwner): Promise<boolean>
}
