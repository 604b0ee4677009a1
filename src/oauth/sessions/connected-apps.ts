import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { AppViews } from '../clients/app-views.js'
import type { AppView, PermissionView } from '../page-state.js'
import { PermissionSets } from '../permission-sets.js'
import { OauthSessionEndings } from './oauth-session-endings.js'
import { type ListedOauthSession, OauthSessionStore } from './oauth-session.store.js'

/** One sign-in of an application, as the owner of the account sees it. */
export interface AppSession extends Omit<ListedOauthSession, 'clientId' | 'scope'> {
  readonly app: AppView
  readonly permissions: readonly PermissionView[]
}

/** The applications that act for an account: its owner looks at them and sends them away. */
@Injectable()
export class ConnectedApps {
  constructor(
    private readonly sessions: OauthSessionStore,
    private readonly endings: OauthSessionEndings,
    private readonly views: AppViews,
    private readonly sets: PermissionSets,
    private readonly clock: Clock,
  ) {}

  /** All of an account, the one that was used last first. @param locale as in the header `Accept-Language` */
  async listOf(did: Did, locale: string): Promise<AppSession[]> {
    const found = await this.sessions.listOf(did, this.#now())
    return Promise.all(
      found.map(async ({ clientId, scope, ...session }) => ({
        ...session,
        app: await this.views.ofId(clientId),
        permissions: await this.sets.view(scope.split(' '), locale),
      })),
    )
  }

  /**
   * Ends a session of an account.
   * @param step more work for the transaction, done last
   * @returns whether it has one of this id
   */
  async end(did: Did, sessionId: string, step?: (tx: Queryable) => Promise<void>): Promise<boolean> {
    const session = await this.sessions.find(sessionId)
    if (session?.did !== did) return false
    await this.endings.end(sessionId, step)
    return true
  }

  /** Ends all sessions of an application, which has to ask anew. @returns whether there were any */
  async sendAway(did: Did, clientId: string): Promise<boolean> {
    const found = await this.sessions.listOf(did, this.#now())
    const ids = found.filter((one) => one.clientId === clientId).map(({ id }) => id)
    await this.endings.sendAway(did, clientId, ids)
    return ids.length > 0
  }

  /** Ends all sessions of all applications, which have to ask anew. @param step more work for the transaction, done last */
  sendAllAway(did: Did, step: (tx: Queryable) => Promise<void>): Promise<void> {
    return this.endings.sendAllAway(did, step)
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
