import { Injectable } from '@nestjs/common'
import type pg from 'pg'
import { connect, DatabaseSource, isAside, putBack } from '../../database/index.js'
import { EVENT_KIND, LEADER_LOCK } from '../../sequencer/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import { BackupConfig } from '../backup.config.js'
import { DatabaseInUse, DatabaseNotEmpty } from '../backup.errors.js'
import { withoutLimits } from '../long-session.js'
import { quotedName } from '../quoted-name.js'
import { loadDatabase } from './database-load.js'
import { RelayNumbers } from './relay-numbers.js'
import { nextNumber } from './sequence-jump.js'

/** What a server has that was started, and that nobody has joined. */
const OF_EVERY_SERVER = [
  ...['schema_migration', 'sequencer_state', 'oauth_signing_key', 'crawler', 'rate_limit_window'],
  ...['lexicon_document', 'did_document', 'backup_run', 'audit_head'],
]

const OTHER_TABLES = `
  SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1::text[])`

const SET_NUMBER = `UPDATE sequencer_state SET last_seq = $1::int8 WHERE id = 1`

/** Where repositories stand is announced anew, and what was about to be said of them is no news. */
const DROP_OLD_NEWS = `
  WITH waiting AS (
    DELETE FROM event_pending USING repo_event event
     WHERE event.id = event_id AND event.kind IN (${EVENT_KIND.commit}, ${EVENT_KIND.sync})
    RETURNING event_id)
  DELETE FROM repo_event WHERE id IN (SELECT event_id FROM waiting)`

const ADD_RESTORATION = `
  INSERT INTO restoration (backup_id, public_url, made_at, restored_at, former_seq, next_seq, ends_sessions)
  VALUES ($1, $2, $3, $4, $5::int8, $6::int8, $7)`

/** How the database goes on after a restore. */
export interface Continuation {
  readonly endsSessions: boolean
  /** a number that somebody is known to have seen */
  readonly seqAtLeast?: number | undefined
}

/** What became of the numbers of events. */
export interface LoadedDatabase {
  readonly formerSeq: number
  readonly nextSeq: number
}

/** What is changed besides the database. */
export interface LastStep {
  /** when all rows are there, but not for good */
  run(): Promise<void>
  /** when they are not there after all */
  undo(): void
}

/** The database that a backup is restored to. */
@Injectable()
export class RestoredDatabase {
  constructor(
    private readonly source: DatabaseSource,
    private readonly relays: RelayNumbers,
    private readonly config: BackupConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Keeps servers away while `use` runs. What a restore that was interrupted has set aside is put back first.
   * @param replaces whether what is there may be lost
   * @throws DatabaseInUse, DatabaseNotEmpty
   */
  claim<T>(replaces: boolean, use: () => Promise<T>): Promise<T> {
    return this.#alone(async (client) => {
      // Unless somebody has used what it left behind.
      if ((await wasInterrupted(client)) && !(await tableInUse(client))) await putBack(client)
      const inUse = replaces ? undefined : await tableInUse(client)
      if (inUse) throw new DatabaseNotEmpty(this.source.description, inUse)
      return use()
    })
  }

  /** Puts back what was there before a restore that was interrupted. @returns false if none was @throws DatabaseInUse */
  undo(): Promise<boolean> {
    return this.#alone(async (client) => {
      if (!(await wasInterrupted(client))) return false
      await putBack(client)
      return true
    })
  }

  async #alone<T>(use: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await connect(this.source)
    try {
      await withoutLimits(client)
      const { rows } = await client.query<{ won: boolean }>('SELECT pg_try_advisory_lock($1) AS won', [
        LEADER_LOCK,
      ])
      if (!rows[0]!.won) throw new DatabaseInUse(this.source.description)
      return await use(client)
    } finally {
      await client.end()
    }
  }

  /**
   * Puts the rows of a backup in place, or leaves what is there.
   * @throws BackupDamaged, BackupTooNew, and what `last` throws; a migration that fails, when the rows are there already
   */
  async load(reader: ArchiveReader, order: Continuation, last: LastStep): Promise<LoadedDatabase> {
    const relays = await this.relays.ask()
    const seen = [order.seqAtLeast ?? 0, ...relays.map(({ seq }) => seq ?? 0)]
    const { id, publicUrl, madeAt, lastSeq } = reader.manifest
    const nowMs = this.clock.nowMs()
    const madeAtMs = Date.parse(madeAt)
    const nextSeq = nextNumber({ lastSeq, madeAtMs, nowMs, seen, eventsPerSecond: this.config.eventRateMax })
    const step = async (client: pg.ClientBase) => {
      await client.query(DROP_OLD_NEWS)
      await client.query(SET_NUMBER, [nextSeq])
      const values = [id, publicUrl, madeAt, new Date(nowMs), lastSeq, nextSeq, order.endsSessions]
      await client.query(ADD_RESTORATION, values)
      await last.run()
    }
    await loadDatabase(this.source, reader, this.log, step, () => last.undo())
    return { formerSeq: lastSeq, nextSeq }
  }
}

const wasInterrupted = (client: pg.ClientBase) => isAside(async (text) => (await client.query(text)).rows)

/** A table that has rows which somebody may miss: those of another application as well. */
async function tableInUse(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(OTHER_TABLES, [OF_EVERY_SERVER])
  for (const { name } of rows) {
    const { rowCount } = await client.query(`SELECT FROM public.${quotedName(name)} LIMIT 1`)
    if (rowCount !== 0) return name
  }
  return undefined
}
