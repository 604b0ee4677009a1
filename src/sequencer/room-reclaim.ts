import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { Database } from '../database/index.js'
import { PassingRows } from './passing-rows.js'

const OWN_TABLES = ['event_seq', 'repo_event', 'event_pack']

/** Larger tables are left to autovacuum: it looks at them less often, and takes into account how long it will take. */
const TABLE_BYTES_MAX = 64 * 1024 * 1024

const SMALL_TABLES = `
  SELECT relname::text AS name FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1::text[])
     AND pg_total_relation_size(oid) < ${TABLE_BYTES_MAX}`

const KEEPING = 'TRUNCATE false'
/* Without the second, the last few rows that are gone are left for another time, and no page before them can go. */
const GIVING = 'TRUNCATE true, INDEX_CLEANUP on'

/**
 * Makes the room of rows that are gone usable before autovacuum gets round to it: where they come and go by the thousand,
 * a small table would grow to what comes between two of its rounds.
 */
@Injectable()
export class RoomReclaim {
  constructor(
    private readonly db: Database,
    private readonly contributions: Contributions,
  ) {}

  /** @param gives whether room is given back to the file system as well, for which writers may have to wait a moment */
  async run(gives: boolean): Promise<void> {
    const others = this.contributions.of(PassingRows).flatMap(({ tables }) => tables)
    await this.db.withClient(async (client) => {
      // The time limit of statements is not for what this takes.
      await client.query('SET statement_timeout = 0')
      const { rows } = await client.query<{ name: string }>(SMALL_TABLES, [[...OWN_TABLES, ...others]])
      const names = rows.map(({ name }) => client.escapeIdentifier(name))
      if (names.length > 0) await client.query(`VACUUM (${gives ? GIVING : KEEPING}) ${names.join(', ')}`)
      await client.query('RESET statement_timeout')
    })
  }
}
