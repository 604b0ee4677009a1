import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { Device } from '../../oauth/index.js'
import { TimedId } from '../../telemetry/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoSessionStore } from './sso-session.store.js'

/** A provider may end what was begun with it for as long as a session of an application may last. */
const KEPT_MS = 730 * 24 * 60 * 60 * 1000

/** In which browsers people have signed in with which provider. */
@Injectable()
export class OpenedSessions {
  constructor(
    private readonly store: SsoSessionStore,
    private readonly ids: TimedId,
  ) {}

  now(): Date {
    return new Date(this.ids.nowMs())
  }

  /** Writes down that somebody has signed in, so that the provider can end it. */
  async opened(
    tx: Queryable,
    who: {
      readonly connectionId: string
      readonly claims: Pick<VerifiedClaims, 'subject' | 'sid'>
      readonly did: Did
      readonly device: Pick<Device, 'id'>
    },
  ): Promise<void> {
    const nowMs = this.ids.nowMs()
    await this.store.add(tx, {
      ...{ id: this.ids.next(), connectionId: who.connectionId, did: who.did, deviceId: who.device.id },
      ...{ subject: who.claims.subject, sid: who.claims.sid },
      ...{ createdAt: new Date(nowMs), expiresAt: new Date(nowMs + KEPT_MS) },
    })
  }
}
