import { Injectable } from '@nestjs/common'
import { type Account, isLimited, SignInNotes } from '../account/index.js'
import { Database } from '../database/index.js'
import { SessionFactor } from './factors/session-factor.js'
import { type SessionPair, Sessions } from './sessions.js'
import type { RefreshTokenId } from './session-tokens.js'
import { AllowedSignIn } from './allowed-sign-in.js'

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
    private readonly signIn: AllowedSignIn,
    private readonly factor: SessionFactor,
    private readonly sessions: Sessions,
    private readonly notes: SignInNotes,
    private readonly db: Database,
  ) {}

  /**
   * Opens a session.
   * @param ip of the client
   * @throws {Refusal} those of {@link AllowedSignIn.signIn}, {@link SessionFactor.check} and {@link Sessions.open}
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

  /**
   * Prolongs a session, as long as what it was opened with is good for that.
   * @throws {Refusal} those of {@link Sessions.refresh}, and {@link AllowedSignIn.assertAllowed}
   */
  async refresh(token: RefreshTokenId): Promise<SessionPair & { account: Account }> {
    const { appPassword, ...renewed } = await this.sessions.refresh(token)
    try {
      await this.signIn.assertAllowed(renewed.account, appPassword !== undefined)
    } catch (error) {
      await this.sessions.end(token)
      throw error
    }
    return renewed
  }
}
