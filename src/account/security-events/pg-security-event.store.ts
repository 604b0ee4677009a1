import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import type { SecurityEvent } from './security-event.js'
import { type KnownDevice, SecurityEventStore, type StoredSecurityEvent } from './security-event.store.js'

const ADD = `
  INSERT INTO security_event (did, kind, at, ip, user_agent, device_id, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)`

const LIST = `
  SELECT id, kind, at, ip, user_agent, details FROM security_event
   WHERE did = $1 AND ($2::bigint IS NULL OR id < $2::bigint) ORDER BY id DESC LIMIT $3::int4`

const KNOWN_DEVICE = `
  SELECT EXISTS (SELECT FROM security_event WHERE did = $1 AND kind = 'signed-in') AS any_known,
         (SELECT max(at) FROM security_event
           WHERE did = $1 AND device_id = $2 AND kind = 'signed-in') AS last_at`

const REMOVE_OLDER = `
  DELETE FROM security_event
   WHERE id IN (
     SELECT id FROM security_event
      WHERE at < $1::timestamptz AND did NOT IN (SELECT did FROM repo WHERE is_held) LIMIT $2::int4)`

interface EventRow {
  id: number
  kind: string
  at: Date
  ip: string | null
  user_agent: string | null
  details: object
}

/** Events in the table `security_event`. */
@Injectable()
export class PgSecurityEventStore extends SecurityEventStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(on: Queryable, event: StoredSecurityEvent): Promise<void> {
    const { did, kind, at, ip, userAgent, deviceId, details } = event
    const device = deviceId === undefined ? null : Buffer.from(deviceId)
    await on.query({
      name: 'security-event-add',
      text: ADD,
      values: [did, kind, at, ip ?? null, userAgent ?? null, device, JSON.stringify(details)],
    })
  }

  override async list(
    did: Did,
    before: number | undefined,
    limit: number,
  ): Promise<(SecurityEvent & { id: number })[]> {
    const { rows } = await this.db.query<EventRow>({
      name: 'security-events',
      text: LIST,
      values: [did, before ?? null, limit],
    })
    return rows.map(eventOf)
  }

  override async knownDevice(did: Did, deviceId: Uint8Array): Promise<KnownDevice> {
    const { rows } = await this.db.query<{ any_known: boolean; last_at: Date | null }>({
      name: 'security-event-device',
      text: KNOWN_DEVICE,
      values: [did, Buffer.from(deviceId)],
    })
    const row = rows[0]
    return { isAnyKnown: row?.any_known ?? false, lastAt: row?.last_at ?? undefined }
  }

  override async removeOf(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'security-events-remove',
      text: 'DELETE FROM security_event WHERE did = $1',
      values: [did],
    })
  }

  override async countOlder(than: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM security_event WHERE at < $1::timestamptz',
      values: [than],
    })
    return rows[0]!.count
  }

  override async removeOlder(than: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({ text: REMOVE_OLDER, values: [than, limit] })
    return rowCount
  }
}

function eventOf({ id, kind, at, ip, user_agent, details }: EventRow): SecurityEvent & { id: number } {
  const place = { ip: ip ?? undefined, userAgent: user_agent ?? undefined }
  // What is stored was typed when it was noted.
  return { id, kind, at, ...place, details } as SecurityEvent & { id: number }
}
