import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { Clock, requestOrigin } from '../../telemetry/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import { AccountData, KNOWN_ELSEWHERE } from '../account-data.js'
import type { NewSecurityEvent, SecurityEventPage } from './security-event.js'
import { toldEvent } from './told-events.js'
import { type KnownDevice, SecurityEventStore } from './security-event.store.js'

const USER_AGENT_LENGTH_MAX = 512
const CURSOR = /^\d{1,15}$/
const PAGE_SIZE = 50
const PAGE_SIZE_MAX = 200

/** What has happened to the security of accounts, for their owners to see. It goes with its account, or with time. */
@Injectable()
export class SecurityEvents extends AccountData {
  override readonly known = KNOWN_ELSEWHERE

  constructor(
    private readonly store: SecurityEventStore,
    private readonly clock: Clock,
    private readonly outbox: WebhookOutbox,
  ) {
    super()
  }

  /** Notes an event of the request being served, in the transaction that makes it happen if there is one. */
  async note(on: Queryable, event: NewSecurityEvent): Promise<void> {
    const { did, kind, details, deviceId } = event
    // Where an administrator was is nothing to the owner.
    const { ip, userAgent } = (event.byService ? undefined : requestOrigin()) ?? {}
    await this.store.add(on, {
      did,
      kind,
      at: new Date(this.clock.nowMs()),
      ip,
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH_MAX),
      deviceId,
      details,
    })
    const told = toldEvent(event)
    if (told) await this.outbox.record(on, told)
  }

  /**
   * The events of an account, the latest first.
   * @param cursor of the page before; what is none of ours begins at the start
   * @param limit at most 200
   */
  async list(did: Did, cursor?: string, limit = PAGE_SIZE): Promise<SecurityEventPage> {
    const before = cursor !== undefined && CURSOR.test(cursor) ? Number(cursor) : undefined
    const size = Math.min(Math.max(limit, 1), PAGE_SIZE_MAX)
    const found = await this.store.list(did, before, size + 1)
    const shown = found.slice(0, size)
    const events = shown.map(({ id: _id, ...event }) => event)
    return { events, cursor: found.length > size ? String(shown.at(-1)!.id) : undefined }
  }

  /** What is known of a browser from which an account signs in. */
  knownDevice(did: Did, deviceId: Uint8Array): Promise<KnownDevice> {
    return this.store.knownDevice(did, deviceId)
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeOf(tx, did)
  }
}
