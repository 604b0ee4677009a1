import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type OpenSession, SessionHolder } from '../account/index.js'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { RefreshTokenStore } from './refresh-token.store.js'
import { RevokedSessions } from './revocation/revoked-sessions.js'
import { ACCESS_LIFETIME_S, type RefreshTokenId, refreshTokenKey } from './session-tokens.js'

/** The clocks of nodes differ by less. */
const CLOCKS_DIFFER_MAX_MS = 60_000

/** Where a session is known by its id, no token of it need be. */
const NO_KEY = new Uint8Array()

/** Ends first-party sessions: their refresh tokens go, and their access tokens are refused on all nodes. */
@Injectable()
export class SessionEndings extends SessionHolder {
  constructor(
    private readonly store: RefreshTokenStore,
    private readonly revoked: RevokedSessions,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Ends the session of a refresh token, which may be a former one of it; ending it twice is fine. */
  async end({ did, tokenId, sessionId }: RefreshTokenId): Promise<void> {
    const key = refreshTokenKey(tokenId)
    await this.work.run(async (tx) => {
      const ended = await removeAll(() => this.store.removeSession(tx, did, key, sessionId))
      // Some sessions are kept nowhere.
      if (sessionId !== undefined && !this.revoked.isRevoked(sessionId)) ended.add(sessionId)
      await this.#revoke(tx, ended)
    })
  }

  /** Ends a session by its id, inside the caller's transaction. @returns whether the account had it */
  override async endOne(tx: Queryable, did: Did, sessionId: string): Promise<boolean> {
    const ended = await removeAll(() => this.store.removeSession(tx, did, NO_KEY, sessionId))
    await this.#revoke(tx, ended)
    return ended.size > 0
  }

  /** Ends all sessions of an account, or those of one app password, inside the caller's transaction. */
  override async endAll(on: Queryable, did: Did, appPasswordName?: string): Promise<void> {
    await this.#revoke(on, await removeAll(() => this.store.removeOf(on, did, appPasswordName)))
  }

  override async list(did: Did): Promise<OpenSession[]> {
    const sessions = await this.store.listOf(did, new Date(this.clock.nowMs()))
    return sessions.map(({ sessionId, appPasswordName, openedAt, usedAt, expiresAt }) => ({
      ...{ id: sessionId, name: appPasswordName, openedAt, usedAt, expiresAt },
      kind: appPasswordName === undefined ? 'password' : 'app password',
    }))
  }

  #revoke(on: Queryable, sessionIds: Set<string>): Promise<void> {
    const until = this.clock.nowMs() + ACCESS_LIFETIME_S * 1000 + CLOCKS_DIFFER_MAX_MS
    return this.revoked.revoke(on, [...sessionIds], new Date(until))
  }
}

/** A refresh under way may add a token to a session that is being removed: it is removed until nothing is left. */
async function removeAll(remove: () => Promise<string[]>): Promise<Set<string>> {
  const ended = new Set<string>()
  for (;;) {
    const sessionIds = await remove()
    if (sessionIds.length === 0) return ended
    for (const id of sessionIds) ended.add(id)
  }
}
