import { Injectable } from '@nestjs/common'
import { Database, type Queryable, textArray } from '../../database/index.js'
import { type Bucket, BUCKET_NAMES, BUCKETS } from './measure-keys.js'
import { ALL_METHODS, type MethodCalls } from './method-calls.js'

/** How methods were called in a bucket. */
export interface CallsPoint extends MethodCalls {
  readonly at: Date
}

/** A part of time. */
export interface TimeSpan {
  readonly from: Date
  readonly to: Date
}

interface CallsRow {
  method: string
  at: Date
  counts: number[]
  client_errors: number
  server_errors: number
}

const ADD = `
  INSERT INTO method_timing (method, bucket, at, counts, client_errors, server_errors)
  SELECT method, bucket, at, counts::bigint[], client_errors, server_errors
    FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::int8[], $6::int8[])
      AS called (method, bucket, at, counts, client_errors, server_errors)
      ON CONFLICT (method, bucket, at) DO UPDATE
     SET counts = ARRAY(SELECT coalesce(former, 0) + coalesce(further, 0)
                          FROM unnest(method_timing.counts, excluded.counts) WITH ORDINALITY AS ranges (former, further, n)
                         ORDER BY n),
         client_errors = method_timing.client_errors + excluded.client_errors,
         server_errors = method_timing.server_errors + excluded.server_errors`

const TOP = `
  WITH called AS (
    SELECT method, counts, client_errors, server_errors FROM method_timing
     WHERE bucket = $1 AND at > $2::timestamptz AND at < $3::timestamptz AND method <> '${ALL_METHODS}'),
  counted AS (
    SELECT method, n, sum(count)::float8 AS count
      FROM called CROSS JOIN unnest(counts) WITH ORDINALITY AS ranges (count, n) GROUP BY method, n),
  added AS (
    SELECT method, array_agg(count ORDER BY n) AS counts, sum(count) AS total FROM counted GROUP BY method)
  SELECT added.method, added.counts, sum(client_errors)::float8 AS client_errors,
         sum(server_errors)::float8 AS server_errors
    FROM added JOIN called USING (method)
   GROUP BY added.method, added.counts, added.total ORDER BY added.total DESC, added.method LIMIT $4::int4`

/** How methods were called, in the table `method_timing`. */
@Injectable()
export class MethodTimingStore {
  constructor(private readonly db: Database) {}

  /** Adds what was called now: of each method to its hour and day, of all together to the minute as well. */
  async add(called: ReadonlyMap<string, MethodCalls>, nowMs: number, on: Queryable = this.db): Promise<void> {
    const rows = [...called]
      .flatMap(([method, calls]) => bucketsOf(method).map((bucket) => ({ method, bucket, calls })))
      // Several nodes that write at the same time lock rows in the same order.
      .sort((one, other) => (one.method + one.bucket < other.method + other.bucket ? -1 : 1))
    const startOf = (bucket: Bucket) => new Date(nowMs - (nowMs % BUCKETS[bucket].lengthMs))
    const values = [
      textArray(rows.map(({ method }) => method)),
      textArray(rows.map(({ bucket }) => bucket)),
      rows.map(({ bucket }) => startOf(bucket)),
      textArray(rows.map(({ calls }) => `{${calls.counts.join(',')}}`)),
      rows.map(({ calls }) => calls.clientErrors),
      rows.map(({ calls }) => calls.serverErrors),
    ]
    await on.query({ name: 'method-timing-add', text: ADD, values })
  }

  /** All methods together, from a time on until another, in order. */
  async points(bucket: Bucket, { from, to }: TimeSpan): Promise<CallsPoint[]> {
    const { rows } = await this.db.query<CallsRow>({
      text: `SELECT method, at, counts, client_errors, server_errors FROM method_timing
              WHERE method = $1 AND bucket = $2 AND at >= $3::timestamptz AND at < $4::timestamptz ORDER BY at`,
      values: [ALL_METHODS, bucket, from, to],
    })
    return rows.map((row) => ({ at: row.at, ...callsOf(row) }))
  }

  /** The methods that were called most, with all buckets that have a part in the time. */
  async top(
    bucket: Bucket,
    { from, to }: TimeSpan,
    limit: number,
  ): Promise<(MethodCalls & { method: string })[]> {
    const after = new Date(from.getTime() - BUCKETS[bucket].lengthMs)
    const { rows } = await this.db.query<CallsRow>({ text: TOP, values: [bucket, after, to, limit] })
    return rows.map((row) => ({ method: row.method, ...callsOf(row) }))
  }

  /** Forgets up to `limit` rows from before a time; returns how many. */
  async removeBefore(bucket: Bucket, before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: `DELETE FROM method_timing WHERE ctid IN (
               SELECT ctid FROM method_timing WHERE bucket = $1 AND at < $2::timestamptz LIMIT $3::int4)`,
      values: [bucket, before, limit],
    })
    return rowCount
  }
}

function bucketsOf(method: string): readonly Bucket[] {
  return method === ALL_METHODS ? BUCKET_NAMES : ['hour', 'day']
}

function callsOf({ counts, client_errors, server_errors }: CallsRow): MethodCalls {
  return { counts: counts.map(Number), clientErrors: client_errors, serverErrors: server_errors }
}
