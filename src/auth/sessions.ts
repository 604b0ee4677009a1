import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, AccountNotFound, Accounts, isTakenDown, SessionHolder } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { Clock, Random } from '../telemetry/index.js'
import { AccountLocked, AccountTakedown, ExpiredToken } from './auth.errors.js'
import { RefreshTokenStore } from './refresh-token.store.js'
import {
  REFRESH_LIFETIME_S,
  refreshTokenKey,
  SCOPE,
  type AccessScope,
  SessionTokens,
} from './session-tokens.js'

/** A used refresh token stays good this long: its answer may have been lost, or two tabs refresh at a time. */
const GRACE_MS = 2 * 60 * 60 * 1000
const TOKEN_ID_BYTES = 32

/** The tokens of a session. */
export interface SessionPair {
  readonly accessJwt: string
  readonly refreshJwt: string
}

/** What a session was opened with, if not with the main password. */
export interface AppPasswordUse {
  readonly name: string
  readonly privileged: boolean
}

/** First-party sessions: an access token that nobody can revoke, and a refresh token that is kept track of. */
@Injectable()
export class Sessions extends SessionHolder {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly store: RefreshTokenStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    super()
  }

  /** The account that a session belongs to. @throws {AccountNotFound} */
  async owner(did: Did): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    return account
  }

  /** Opens a session, as part of the given transaction if there is one. */
  async open(on: Queryable, did: Did, appPassword?: AppPasswordUse): Promise<SessionPair> {
    const tokenId = this.#newTokenId()
    await this.store.add(on, refreshTokenKey(tokenId), {
      did,
      expiresAt: this.#later(REFRESH_LIFETIME_S * 1000),
      appPasswordName: appPassword?.name,
    })
    return this.#pair(did, scopeOf(appPassword), tokenId)
  }

  /**
   * The session of an account that was taken down: its owner may look, complain and leave, for two hours. It is
   * not kept track of, so that it cannot be refreshed.
   */
  openTakendown(did: Did): SessionPair {
    return this.#pair(did, SCOPE.takendown, this.#newTokenId())
  }

  /**
   * Prolongs a session.
   * @throws {ExpiredToken} if the token was revoked, was replaced too long ago, or never existed
   * @throws {AccountTakedown | AccountLocked}
   */
  async refresh(did: Did, tokenId: string): Promise<SessionPair & { account: Account }> {
    const account = await this.accounts.byDid(did)
    if (!account) throw revoked()
    if (isTakenDown(account)) throw new AccountTakedown()
    if (account.lockedAt) throw new AccountLocked()
    const successor = this.tokens.successorOf(tokenId)
    const rotated = await this.store.rotate({
      did,
      key: refreshTokenKey(tokenId),
      successorKey: refreshTokenKey(successor),
      now: this.#later(0),
      graceEnd: this.#later(GRACE_MS),
      successorExpiresAt: this.#later(REFRESH_LIFETIME_S * 1000),
    })
    if (!rotated) throw revoked()
    return { ...this.#pair(did, scopeOf(rotated.appPassword), successor), account }
  }

  /** Ends the session of one refresh token; ending it twice is fine. */
  async end(tokenId: string): Promise<void> {
    await this.store.remove(refreshTokenKey(tokenId))
  }

  /** Ends all sessions of an account, or those of one app password, inside the caller's transaction. */
  override async endAll(on: Queryable, did: Did, appPasswordName?: string): Promise<void> {
    await this.store.removeOf(on, did, appPasswordName)
  }

  #pair(did: Did, scope: AccessScope, tokenId: string): SessionPair {
    return { accessJwt: this.tokens.access(did, scope), refreshJwt: this.tokens.refresh(did, tokenId) }
  }

  #newTokenId(): string {
    return Buffer.from(this.random.bytes(TOKEN_ID_BYTES)).toString('base64')
  }

  #later(ms: number): Date {
    return new Date(this.clock.nowMs() + ms)
  }
}

function scopeOf(appPassword: AppPasswordUse | undefined): AccessScope {
  if (!appPassword) return SCOPE.full
  return appPassword.privileged ? SCOPE.appPasswordPrivileged : SCOPE.appPassword
}

function revoked(): ExpiredToken {
  return new ExpiredToken('Token has been revoked')
}
