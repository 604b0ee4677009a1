import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type OpenSession, SessionHolder } from '../../account/index.js'
import { RevokedSessions } from '../../auth/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthModelStore } from '../state/oauth-model.store.js'
import { ACCESS_TOKEN_LIFETIME_MAX_MS } from '../oauth.config.js'
import { OauthSessionStore } from './oauth-session.store.js'

/** The clocks of nodes differ by less. */
const CLOCKS_DIFFER_MAX_MS = 60_000

/** Ends sessions of applications: nothing of them can be used any more, and their access tokens are refused on all nodes. */
@Injectable()
export class OauthSessionEndings extends SessionHolder {
  constructor(
    private readonly sessions: OauthSessionStore,
    private readonly models: OauthModelStore,
    private readonly revoked: RevokedSessions,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Ends a session; ending it twice is fine. @param step more work for the transaction, done last */
  async end(sessionId: string, step?: (tx: Queryable) => Promise<void>): Promise<void> {
    await this.work.run(async (tx) => {
      await this.sessions.remove(tx, [sessionId])
      // Whatever of it is there still, also when its row has gone already.
      await this.#revoke(tx, [sessionId])
      await step?.(tx)
    })
  }

  /** Ends these sessions of an application, and forgets what it was allowed. */
  async sendAway(did: Did, clientId: string, sessionIds: readonly string[]): Promise<void> {
    await this.work.run(async (tx) => {
      await this.sessions.remove(tx, sessionIds)
      await this.sessions.forgetConsents(tx, did, clientId)
      await this.#revoke(tx, sessionIds)
    })
  }

  /** Ends all sessions of an account, and forgets what any application was allowed. @param step as of {@link end} */
  async sendAllAway(did: Did, step: (tx: Queryable) => Promise<void>): Promise<void> {
    await this.work.run(async (tx) => {
      await this.endAll(tx, did)
      await this.sessions.forgetConsents(tx, did)
      await step(tx)
    })
  }

  /** Ends all sessions of an account inside the caller's transaction. */
  override async endAll(tx: Queryable, did: Did): Promise<void> {
    await this.#revoke(tx, await this.sessions.removeOf(tx, did))
  }

  override async endOne(tx: Queryable, did: Did, sessionId: string): Promise<boolean> {
    const session = await this.sessions.find(sessionId)
    if (session?.did !== did) return false
    await this.sessions.remove(tx, [sessionId])
    await this.#revoke(tx, [sessionId])
    return true
  }

  override async list(did: Did): Promise<OpenSession[]> {
    const sessions = await this.sessions.listOf(did, new Date(this.clock.nowMs()))
    return sessions.map(({ id, clientId, createdAt, usedAt, expiresAt }) => ({
      ...{ id, kind: 'application', name: clientId, openedAt: createdAt, usedAt, expiresAt },
    }))
  }

  async #revoke(tx: Queryable, sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return
    await this.models.removeGrants(tx, sessionIds)
    const until = this.clock.nowMs() + ACCESS_TOKEN_LIFETIME_MAX_MS + CLOCKS_DIFFER_MAX_MS
    await this.revoked.revoke(tx, sessionIds, new Date(until))
  }
}
