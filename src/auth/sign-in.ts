import { Injectable, Optional } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import {
  type Account,
  Accounts,
  AppPasswords,
  isLimited,
  Lockout,
  KnownPasswords,
  stateOf,
  type UsedAppPassword,
} from '../account/index.js'
import { Refusal } from '../refusal.js'
import { Metrics, Tallies } from '../telemetry/index.js'
import { AccountLocked, AccountTakedown, AuthenticationRequired } from './auth.errors.js'
import type { AppPasswordUse } from './refresh-token.store.js'

/** Longer ones are not hashed: nobody has such a password. */
const PASSWORD_LENGTH_MAX = 512

/** Stands in for accounts that do not exist, so that looking for app passwords takes as long. */
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did

/** Somebody who proved to own an account. */
export interface SignedIn {
  readonly account: Account
  /** Absent for the main password. */
  readonly appPassword: (AppPasswordUse & Pick<UsedAppPassword, 'isFirstUse'>) | undefined
  /** The hash that the main password matched; absent for app passwords. */
  readonly passwordHash: string | undefined
}

/** Signing in with a password. */
@Injectable()
export class SignIn {
  readonly #attempts = new Tallies('result')

  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: KnownPasswords,
    private readonly appPasswords: AppPasswords,
    private readonly lockout: Lockout,
    @Optional() metrics: Metrics = new Metrics(),
  ) {
    metrics.expose(
      'pds_sign_ins_total',
      'Attempts to sign in with a password by result: ok, or the code of the refusal.',
      this.#attempts,
    )
    this.#attempts.begin(['ok'], ['AuthenticationRequired'])
  }

  /**
   * Finds the account of an identifier (handle, DID or e-mail address) and checks its password.
   * An unknown account and a wrong password are told apart neither by the answer nor by its time.
   * @param from `ip` of the client; `allowTakendown`: whether accounts that were taken down may sign in, with their
   * main password
   * @throws {AuthenticationRequired | AccountLocked | AccountTakedown | TooManyFailures | PasswordHashingBusy}
   */
  async signIn(
    identifier: string,
    password: string,
    from: { ip: string; allowTakendown?: boolean | undefined },
  ): Promise<SignedIn> {
    try {
      const signedIn = await this.#signIn(identifier, password, from)
      this.#attempts.of('ok').add()
      return signedIn
    } catch (error) {
      this.#attempts.of(error instanceof Refusal ? error.code : 'failed').add()
      throw error
    }
  }

  async #signIn(
    identifier: string,
    password: string,
    { ip, allowTakendown = false }: { ip: string; allowTakendown?: boolean | undefined },
  ): Promise<SignedIn> {
    if (password.length > PASSWORD_LENGTH_MAX) {
      throw new AuthenticationRequired('Password too long. Consider resetting your password.')
    }
    // DIDs mean their case, such as that of an escaped colon in a did:web.
    const name = isDid(identifier) ? identifier : identifier.toLowerCase()
    const found = await this.accounts.findWithPassword(name)
    const signedIn = await this.lockout.attempt({ name, ip, did: found?.account.did }, () =>
      this.#check(found, password),
    )
    if (!signedIn) throw new AuthenticationRequired('Invalid identifier or password')
    assertAdmitted(signedIn.account, allowTakendown)
    return signedIn
  }

  async #check(
    found: { account: Account; passwordHash: string | undefined } | undefined,
    password: string,
  ): Promise<SignedIn | undefined> {
    // What looks like an app password nearly always is one; the main password is tried after it.
    if (this.appPasswords.looksLike(password)) {
      const appPassword = await this.appPasswords.use(found?.account.did ?? NOBODY, password)
      // Somebody else's application has no business with an account that was taken down.
      if (found && appPassword)
        return isLimited(found.account)
          ? undefined
          : { account: found.account, appPassword, passwordHash: undefined }
    }
    const passwordHash = await this.passwords.check(found, password)
    return found && passwordHash !== undefined
      ? { account: found.account, passwordHash, appPassword: undefined }
      : undefined
  }
}

/** @throws {AccountLocked | AccountTakedown} */
function assertAdmitted(account: Account, allowTakendown: boolean): void {
  if (stateOf(account) === 'locked') throw new AccountLocked()
  if (!isLimited(account) || allowTakendown) return
  throw account.lockedAt ? new AccountLocked() : new AccountTakedown()
}
