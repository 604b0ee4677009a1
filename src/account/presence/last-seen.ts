import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../../database/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { AccountData } from '../account-data.js'

/** How often it is written down who was here. */
const WRITTEN_EACH_MS = 60_000

/** In the order of DIDs, so that nodes wait for each other in one direction only. Who was deleted meanwhile is left out. */
const WRITE = `
  INSERT INTO account_seen (did, seen_at)
  SELECT did, seen_at FROM unnest($1::text[], $2::timestamptz[]) AS seen (did, seen_at) JOIN account USING (did)
   ORDER BY did
  ON CONFLICT (did) DO UPDATE SET seen_at = excluded.seen_at WHERE account_seen.seen_at < excluded.seen_at`

/**
 * When members were here last: whenever a session of theirs begins or goes on, which applications make it do every few
 * hours. It is kept in memory and written down once a minute; what a node that dies has not written down is lost.
 */
@Injectable()
export class LastSeen extends AccountData implements OnModuleInit, BeforeApplicationShutdown {
  override readonly known = {
    lastSeen: `SELECT seen_at FROM account_seen WHERE did = $1`,
  }

  #seen = new Map<Did, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.write(), WRITTEN_EACH_MS)
    this.#timer.unref()
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
    await this.write()
  }

  /** Notes that a member is here. */
  note(did: Did): void {
    this.#seen.set(did, this.clock.nowMs())
  }

  /** When members were here last: of those who ever were. */
  async of(dids: readonly Did[]): Promise<Map<Did, Date>> {
    if (dids.length === 0) return new Map()
    const { rows } = await this.db.query<{ did: Did; seen_at: Date }>({
      name: 'last-seen',
      text: 'SELECT did, seen_at FROM account_seen WHERE did = ANY($1::text[])',
      values: [textArray(dids)],
    })
    const times = new Map(rows.map(({ did, seen_at: at }) => [did, at.getTime()]))
    for (const did of dids) {
      const atMs = this.#seen.get(did)
      if (atMs !== undefined) times.set(did, Math.max(atMs, times.get(did) ?? 0))
    }
    return new Map([...times].map(([did, atMs]) => [did, new Date(atMs)]))
  }

  /** Writes down who was here since the last time. What cannot be written is tried again. */
  async write(): Promise<void> {
    const seen = this.#seen
    if (seen.size === 0) return
    this.#seen = new Map()
    try {
      const times = [...seen.values()].map((atMs) => new Date(atMs))
      await this.db.query({ text: WRITE, values: [[...seen.keys()], times] })
    } catch (error) {
      for (const [did, atMs] of seen) if (!this.#seen.has(did)) this.#seen.set(did, atMs)
      this.log.warn({ err: error }, 'who was here could not be written down')
    }
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM account_seen WHERE did = $1', values: [did] })
  }
}
