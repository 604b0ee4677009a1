import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Device } from '../../oauth/index.js'
import { TimedId } from '../../telemetry/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { IdTokens } from '../logout/id-tokens.js'
import { TICKET_GOOD_MS } from '../tickets/ticket-seal.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'
import { type SsoSession, SsoSessionStore } from './sso-session.store.js'

/** A provider may end what was begun with it for as long as a session of an application may last. */
const KEPT_MS = 730 * 24 * 60 * 60 * 1000

/** In which browsers people have signed in with which provider. */
@Injectable()
export class OpenedSessions {
  constructor(
    private readonly store: SsoSessionStore,
    private readonly idTokens: IdTokens,
    private readonly ids: TimedId,
  ) {}

  now(): Date {
    return new Date(this.ids.nowMs())
  }

  /** Writes down that somebody has signed in, so that the provider can end it, or they there. */
  async opened(
    tx: Queryable,
    who: {
      readonly transaction: SsoTransaction
      readonly claims: Pick<VerifiedClaims, 'subject' | 'sid'>
      readonly did: Did
      readonly device: Pick<Device, 'id'>
    },
  ): Promise<void> {
    const nowMs = this.ids.nowMs()
    const id = this.ids.next()
    const { transaction } = who
    await this.store.add(tx, {
      ...{ id, connectionId: transaction.connectionId, did: who.did, deviceId: who.device.id },
      ...{ subject: who.claims.subject, sid: who.claims.sid },
      ...{ createdAt: new Date(nowMs), expiresAt: new Date(nowMs + KEPT_MS) },
      idToken: await this.idTokens.ofSession(transaction, id),
    })
  }

  /** The latest of an account in a browser. */
  latestOf(did: Did, deviceId: Uint8Array): Promise<SsoSession | undefined> {
    return this.store.latestOf(did, deviceId)
  }

  /**
   * Somebody has signed out in their browser.
   * @param isTold whether they go on to the provider, which may want to see with what they had signed in
   */
  async ended(session: SsoSession, isTold: boolean): Promise<void> {
    const nowMs = this.ids.nowMs()
    if (isTold) await this.store.end(session, new Date(nowMs), new Date(nowMs + TICKET_GOOD_MS))
    else await this.store.removeIn(session.did, session.deviceId)
  }

  /** The ID token with which somebody had signed in, as long as they may go on to the provider. */
  async idTokenOf(sessionId: string): Promise<string | undefined> {
    const session = await this.store.find(sessionId, new Date(this.ids.nowMs()))
    return this.idTokens.open(session?.idToken, 'session', sessionId)
  }
}
