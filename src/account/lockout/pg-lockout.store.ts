import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { byteaArray, Database, type Queryable } from '../../database/index.js'
import { type FailureRun, LockoutStore } from './lockout.store.js'

const RUNS = `
  SELECT key, failures, last_failed_at FROM sign_in_failure
   WHERE key = ANY($1::bytea[]) AND last_failed_at > $2`

/** In the order of the keys, so that two who fail at a time never wait for each other in a circle. */
const FAIL = `
  INSERT INTO sign_in_failure AS run (key, failures, last_failed_at)
  SELECT key, 1, $2::timestamptz FROM unnest($1::bytea[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE
    SET failures = CASE WHEN run.last_failed_at > $3::timestamptz THEN run.failures + 1 ELSE 1 END,
        last_failed_at = greatest(run.last_failed_at, excluded.last_failed_at)`

const REMEMBER = `
  INSERT INTO sign_in_network AS network (key, did, seen_at) VALUES ($1, $2, $3)
  ON CONFLICT (key) DO UPDATE SET seen_at = excluded.seen_at WHERE network.seen_at <= $4`

const REMOVE_RUNS = `
  DELETE FROM sign_in_failure
   WHERE key IN (SELECT key FROM sign_in_failure WHERE last_failed_at <= $1 LIMIT $2::int4)`

const REMOVE_NETWORKS = `
  DELETE FROM sign_in_network
   WHERE key IN (SELECT key FROM sign_in_network WHERE seen_at <= $1 LIMIT $2::int4)`

/** Failed sign-ins in the tables `sign_in_failure` and `sign_in_network`. */
@Injectable()
export class PgLockoutStore extends LockoutStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async runs(keys: readonly Buffer[], since: Date): Promise<FailureRun[]> {
    const { rows } = await this.db.query<{ key: Buffer; failures: number; last_failed_at: Date }>({
      name: 'sign-in-failures',
      text: RUNS,
      values: [byteaArray(keys), since],
    })
    return rows.map((row) => ({ key: row.key, failures: row.failures, lastFailedAt: row.last_failed_at }))
  }

  override async fail(keys: readonly Buffer[], now: Date, since: Date): Promise<void> {
    await this.db.query({ name: 'sign-in-fail', text: FAIL, values: [byteaArray(keys), now, since] })
  }

  override async forgive(key: Buffer): Promise<void> {
    await this.db.query({
      name: 'sign-in-forgive',
      text: 'DELETE FROM sign_in_failure WHERE key = $1',
      values: [key],
    })
  }

  override async knowsNetwork(network: Buffer, since: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'sign-in-network',
      text: 'SELECT FROM sign_in_network WHERE key = $1 AND seen_at > $2',
      values: [network, since],
    })
    return rowCount === 1
  }

  override async rememberNetwork(
    did: Did,
    network: Buffer,
    now: Date,
    since: Date,
    on: Queryable = this.db,
  ): Promise<void> {
    await on.query({
      name: 'sign-in-network-seen',
      text: REMEMBER,
      values: [network, did, now, since],
    })
  }

  override async forgetNetworks(tx: Queryable, did: Did): Promise<void> {
    await tx.query({
      name: 'sign-in-networks-forget',
      text: 'DELETE FROM sign_in_network WHERE did = $1',
      values: [did],
    })
  }

  override async removeRuns(since: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_RUNS, values: [since, limit] })).rowCount
  }

  override async removeNetworks(since: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_NETWORKS, values: [since, limit] })).rowCount
  }
}
