import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import {
  type Account,
  AccountNotFound,
  Accounts,
  APP_PASSWORD_USE_STEP_MS,
  isTakenDown,
} from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { Clock, requestOrigin } from '../telemetry/index.js'
import { AccountLocked, AccountTakedown, AuthenticationRequired } from './auth.errors.js'
import { type AppPasswordUse, RefreshTokenStore, type SessionPlace } from './refresh-token.store.js'
import { SessionEndings } from './session-endings.js'
import {
  type AccessScope,
  REFRESH_LIFETIME_S,
  type RefreshTokenId,
  refreshTokenKey,
  revokedToken,
  SCOPE,
  SessionTokens,
} from './session-tokens.js'

/** A used refresh token stays good this long: its answer may have been lost, or two tabs refresh at a time. */
const GRACE_MS = 2 * 60 * 60 * 1000

const USER_AGENT_LENGTH_MAX = 512

/** The tokens of a session. */
export interface SessionPair {
  readonly accessJwt: string
  readonly refreshJwt: string
}

/** What a session is opened with: it ends with the password that it is. */
export interface SessionGround {
  readonly appPassword?: AppPasswordUse | undefined
  /** that the main password matched */
  readonly passwordHash?: string | undefined
}

/**
 * First-party sessions: an access token that is believed without a query, and a refresh token that is kept track of and
 * replaced at each use.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly store: RefreshTokenStore,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
    private readonly endings: SessionEndings,
  ) {}

  /** The account that a session belongs to. @throws {AccountNotFound} */
  async owner(did: Did): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    return account
  }

  /**
   * Opens a session, as part of the given transaction if there is one.
   * @param by what was signed in with; nothing if the account was just made
   * @throws {AuthenticationRequired} if that ceased to be good since it was checked
   */
  async open(on: Queryable, did: Did, by: SessionGround = {}): Promise<SessionPair> {
    const { appPassword, passwordHash } = by
    const tokenId = this.tokens.newTokenId()
    const sessionId = this.tokens.newSessionId()
    const added = await this.store.add(on, refreshTokenKey(tokenId), {
      did,
      sessionId,
      expiresAt: earlier(this.#later(REFRESH_LIFETIME_S * 1000), appPassword?.expiresAt),
      appPasswordName: appPassword?.name,
      passwordHash,
      place: placeOfRequest(),
    })
    if (!added) throw new AuthenticationRequired('Invalid identifier or password')
    return this.#pair(did, appPassword, tokenId, sessionId)
  }

  /**
   * The session of an account that was taken down: its owner may look, complain and leave, for two hours. It is
   * not kept track of, so that it cannot be refreshed.
   */
  openTakendown(did: Did): SessionPair {
    const sessionId = this.tokens.newSessionId()
    return {
      accessJwt: this.tokens.access(did, SCOPE.takendown, sessionId),
      refreshJwt: this.tokens.refresh(did, this.tokens.newTokenId(), sessionId),
    }
  }

  /**
   * Prolongs a session. A token that was replaced longer ago than its owner may need it is in somebody else's hands, or
   * its successor is: the session ends for both.
   * @throws {ExpiredToken} if the token was revoked, was replaced too long ago, or never existed
   * @throws {AccountTakedown | AccountLocked}
   */
  async refresh(
    token: RefreshTokenId,
  ): Promise<SessionPair & { account: Account; appPassword: AppPasswordUse | undefined }> {
    const { did, tokenId } = token
    const account = await this.accounts.byDid(did)
    if (!account) throw revokedToken()
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
      appPasswordUseNotedAfter: this.#later(-APP_PASSWORD_USE_STEP_MS),
      place: placeOfRequest(),
    })
    if (!rotated) {
      await this.endings.end(token)
      throw revokedToken()
    }
    const { appPassword, sessionId } = rotated
    return { ...this.#pair(did, appPassword, successor, sessionId), account, appPassword }
  }

  /** Ends the session of a refresh token; ending it twice is fine. */
  end(token: RefreshTokenId): Promise<void> {
    return this.endings.end(token)
  }

  #pair(did: Did, appPassword: AppPasswordUse | undefined, tokenId: string, sessionId: string): SessionPair {
    return {
      accessJwt: this.tokens.access(did, scopeOf(appPassword), sessionId, appPassword?.expiresAt),
      refreshJwt: this.tokens.refresh(did, tokenId, sessionId),
    }
  }

  #later(ms: number): Date {
    return new Date(this.clock.nowMs() + ms)
  }
}

/** From where a session is opened or continued: its owner is shown it. */
function placeOfRequest(): SessionPlace {
  const { ip, userAgent } = requestOrigin() ?? {}
  return { ip, userAgent: userAgent?.slice(0, USER_AGENT_LENGTH_MAX) }
}

function scopeOf(appPassword: AppPasswordUse | undefined): AccessScope {
  if (!appPassword) return SCOPE.full
  return appPassword.privileged ? SCOPE.appPasswordPrivileged : SCOPE.appPassword
}

function earlier(one: Date, other: Date | undefined): Date {
  return other && other < one ? other : one
}
