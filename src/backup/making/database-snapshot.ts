import type pg from 'pg'
import { holdBlobs } from '../../blob/index.js'
import { type CopyOut, copyOut, type Database } from '../../database/index.js'
import { BackupUnderWay, SnapshotLost } from '../backup.errors.js'
import { withoutLimits } from '../long-session.js'
import { quotedName } from '../quoted-name.js'

/** Key of the advisory lock that lets one backup of a database be made at a time. */
const BACKUP_LOCK = 0x6261636b

/** What stands for itself and what is made anew: counts that need not outlive a crash (unlogged), applied migrations. */
const TABLES = `
  SELECT class.relname AS name, array_agg(attribute.attname::text ORDER BY attribute.attnum) AS columns,
         pg_table_size(class.oid) AS size
    FROM pg_class class JOIN pg_attribute attribute ON attribute.attrelid = class.oid
   WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r' AND class.relpersistence = 'p'
     AND class.relname <> 'schema_migration'
     AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
   GROUP BY class.oid, class.relname ORDER BY size DESC, class.relname`

const FACTS = `
  SELECT now() AS made_at, (SELECT last_seq FROM sequencer_state WHERE id = 1)::float8 AS last_seq,
         array(SELECT name FROM schema_migration ORDER BY id) AS migrations`

const SEQUENCES = `
  SELECT sequencename AS name, coalesce(last_value, 0)::float8 AS value FROM pg_sequences WHERE schemaname = 'public'`

/** A table of the snapshot. */
export interface SnapshotTable {
  readonly name: string
  readonly columns: readonly string[]
}

/** What is true at the time of the snapshot. */
export interface SnapshotFacts {
  readonly madeAt: Date
  readonly lastSeq: number
  /** names of the migrations that were applied */
  readonly migrations: readonly string[]
}

/**
 * The database as it was at one moment, whoever writes to it meanwhile, and the only backup of it that is under way.
 * The store of blobs keeps what the snapshot names until the end.
 */
export class DatabaseSnapshot {
  #lost: Error | undefined
  /** Connections that see the snapshot, and read nothing at the moment. */
  readonly #waiting: pg.Client[] = []

  private constructor(
    private readonly db: Database,
    private readonly holder: pg.Client,
    private readonly snapshotId: string,
    readonly facts: SnapshotFacts,
    /** the largest first */
    readonly tables: readonly SnapshotTable[],
  ) {
    holder.on('error', (error) => (this.#lost = error))
  }

  /** @throws BackupUnderWay */
  static async take(db: Database): Promise<DatabaseSnapshot> {
    const holder = await db.newClient()
    try {
      await withoutLimits(holder)
      const { rows } = await holder.query<{ won: boolean }>('SELECT pg_try_advisory_lock($1) AS won', [
        BACKUP_LOCK,
      ])
      if (!rows[0]!.won) throw new BackupUnderWay()
      await holdBlobs(holder)
      await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      const exported = await holder.query<{ id: string }>('SELECT pg_export_snapshot() AS id')
      const facts = await holder.query<{ made_at: Date; last_seq: number; migrations: string[] }>(FACTS)
      const tables = await holder.query<SnapshotTable>(TABLES)
      const { made_at: madeAt, last_seq: lastSeq, migrations } = facts.rows[0]!
      const { id } = exported.rows[0]!
      return new DatabaseSnapshot(db, holder, id, { madeAt, lastSeq, migrations }, tables.rows)
    } catch (error) {
      await holder.end()
      throw error
    }
  }

  /**
   * Reads with a connection that nobody else has meanwhile, as of the snapshot. Any number may do so before
   * {@link release}.
   */
  async read<T>(use: (copy: (text: string) => CopyOut) => Promise<T>): Promise<T> {
    // There are many tables, and most of them are small: a connection for each would take longer than their rows.
    const client = this.#waiting.pop() ?? (await this.#newReader())
    try {
      const result = await use((text) => copyOut(client, text))
      this.#waiting.push(client)
      return result
    } catch (error) {
      await client.end()
      throw error
    }
  }

  /**
   * Lets the snapshot go, so that the database can clear up behind it. Blobs stay, and no other backup begins.
   * @returns the last values of the sequences, at least those that the snapshot needs
   */
  async release(): Promise<Record<string, number>> {
    await this.#endReaders()
    const { rows } = await this.holder.query<{ name: string; value: number }>(SEQUENCES)
    await this.holder.query('COMMIT')
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  }

  /** Makes sure that blobs were kept all the time. @throws SnapshotLost */
  async assertHeld(): Promise<void> {
    try {
      if (this.#lost) throw this.#lost
      await this.holder.query('SELECT 1')
    } catch (error) {
      throw new SnapshotLost({ cause: error })
    }
  }

  /** Ends it all. */
  async end(): Promise<void> {
    await this.#endReaders()
    await this.holder.end().catch(() => undefined)
  }

  async #newReader(): Promise<pg.Client> {
    const client = await this.db.newClient()
    try {
      await withoutLimits(client)
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      await client.query(`SET TRANSACTION SNAPSHOT '${this.snapshotId}'`)
      return client
    } catch (error) {
      await client.end()
      throw error
    }
  }

  async #endReaders(): Promise<void> {
    for (const client of this.#waiting.splice(0)) await client.end().catch(() => undefined)
  }
}

/** The statement that reads all rows of a table. */
export function copyTable({ name, columns }: SnapshotTable): string {
  return `COPY ${quotedName(name)} (${columns.map(quotedName).join(', ')}) TO STDOUT BINARY`
}
