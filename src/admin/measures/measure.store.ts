import { Injectable } from '@nestjs/common'
import { Database, type Queryable, textArray } from '../../database/index.js'
import { type Bucket, BUCKET_NAMES, BUCKETS, type MeasureKey } from './measure-keys.js'

/** What was measured in a bucket. */
export interface MeasuredPoint {
  readonly key: MeasureKey
  readonly at: Date
  /** the sum of all samples */
  readonly value: number
  readonly samples: number
}

const ADD = `
  INSERT INTO admin_measure (key, bucket, at, value, samples)
  SELECT key, bucket.name, bucket.at, value, 1
    FROM unnest($1::text[], $2::float8[]) AS measured (key, value)
   CROSS JOIN unnest($3::text[], $4::timestamptz[]) AS bucket (name, at)
      ON CONFLICT (key, bucket, at) DO UPDATE
     SET value = admin_measure.value + excluded.value, samples = admin_measure.samples + 1`

/** What was measured, in the table `admin_measure`. */
@Injectable()
export class MeasureStore {
  constructor(private readonly db: Database) {}

  /** Adds what was measured now to its minute, hour and day, in one statement. Several nodes lock rows in the same order. */
  async add(
    measured: ReadonlyMap<MeasureKey, number>,
    nowMs: number,
    on: Queryable = this.db,
  ): Promise<void> {
    const starts = BUCKET_NAMES.map((name) => new Date(nowMs - (nowMs % BUCKETS[name].lengthMs)))
    const sorted = [...measured].sort(([one], [other]) => (one < other ? -1 : 1))
    const [keys, amounts] = [sorted.map(([key]) => key), sorted.map(([, amount]) => amount)]
    const values = [textArray(keys), amounts, textArray(BUCKET_NAMES), starts]
    await on.query({ name: 'measure-add', text: ADD, values })
  }

  /** What was measured from a time on until another, in order. */
  async read(
    keys: readonly MeasureKey[],
    bucket: Bucket,
    { from, to }: { readonly from: Date; readonly to: Date },
  ): Promise<MeasuredPoint[]> {
    const { rows } = await this.db.query<MeasuredPoint>({
      text: `SELECT key, at, value, samples FROM admin_measure
              WHERE key = ANY($1::text[]) AND bucket = $2 AND at >= $3::timestamptz AND at < $4::timestamptz
              ORDER BY key, at`,
      values: [textArray(keys), bucket, from, to],
    })
    return rows
  }

  /** Forgets up to `limit` buckets from before a time; returns how many. */
  async removeBefore(bucket: Bucket, before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: `DELETE FROM admin_measure WHERE ctid IN (
               SELECT ctid FROM admin_measure WHERE bucket = $1 AND at < $2::timestamptz LIMIT $3::int4)`,
      values: [bucket, before, limit],
    })
    return rowCount
  }
}
