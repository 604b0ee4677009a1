import { Injectable } from '@nestjs/common'
import { type Account, isLimited, SignInNotes } from '../account/index.js'
import { Database } from '../database/index.js'
import { SessionFactor } from './factors/session-factor.js'
import { type SessionPair, Sessions } from './sessions.js'
import { SignIn } from './sign-in.js'

/** What somebody signs in with where there is no page. */
export interface PasswordCredentials {
  /** handle, DID or e-mail address */
  readonly identifier: string
  readonly password: string
  /** of the second factor */
  readonly authFactorToken?: string | undefined
  /** whether an account that was taken down may be looked at */
  readonly allowTakendown?: boolean | undefined
}

/** Opens sessions by passwords. */
@Injectable()
export class PasswordSessions {
  constructor(
    private readonly signIn: SignIn,
    private readonly factor: SessionFactor,
    private readonly sessions: Sessions,
    private readonly notes: SignInNotes,
    private readonly db: Database,
  ) {}

  /**
   * Opens a session.
   * @param ip of the client
   * @throws {Refusal} those of {@link SignIn.signIn}, {@link SessionFactor.check} and {@link Sessions.open}
   */
  async open(credentials: PasswordCredentials, ip: string): Promise<SessionPair & { account: Account }> {
    const { identifier, password, authFactorToken, allowTakendown } = credentials
    const signedIn = await this.signIn.signIn(identifier, password, { ip, allowTakendown })
    await this.factor.check(signedIn, authFactorToken, ip)
    const { account, appPassword } = signedIn
    const session = isLimited(account)
      ? this.sessions.openTakendown(account.did)
      : await this.sessions.open(this.db, account.did, signedIn)
    await this.notes.arrived(account, { method: appPassword ? 'app-password' : 'password', appPassword })
    return { ...session, account }
  }
}
