import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import type { Checkpoint, CheckpointKind } from './checkpoint.js'

interface CheckpointRow {
  kind: CheckpointKind
  seq: number
  hash: Buffer
  at: Date
  key_id: string
  signature: Buffer
}

/** Checkpoints in the table `audit_checkpoint`. */
@Injectable()
export class CheckpointStore {
  constructor(private readonly db: Database) {}

  /** Adds a checkpoint, unless there is one of its kind for this entry. */
  async add(on: Queryable, { kind, seq, hash, at, keyId, signature }: Checkpoint): Promise<void> {
    await on.query({
      text: `INSERT INTO audit_checkpoint (kind, seq, hash, at, key_id, signature)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      values: [kind, seq, Buffer.from(hash), at, keyId, Buffer.from(signature)],
    })
  }

  /** All checkpoints after an entry, and at it, in their order. */
  async from(on: Queryable, seq: number): Promise<Checkpoint[]> {
    const { rows } = await on.query<CheckpointRow>({
      text: 'SELECT * FROM audit_checkpoint WHERE seq >= $1::int8 ORDER BY seq, kind',
      values: [seq],
    })
    return rows.map(toCheckpoint)
  }

  /** The latest of a kind; of those that were made before a time, or for no entry after one, if these are given. */
  async latest(
    kind: CheckpointKind,
    { on = this.db, before, until }: { on?: Queryable; before?: Date; until?: number } = {},
  ): Promise<Checkpoint | undefined> {
    const { rows } = await on.query<CheckpointRow>({
      text: `SELECT * FROM audit_checkpoint
              WHERE kind = $1 AND ($2::timestamptz IS NULL OR at < $2::timestamptz)
                AND ($3::int8 IS NULL OR seq <= $3::int8)
              ORDER BY seq DESC LIMIT 1`,
      values: [kind, before ?? null, until ?? null],
    })
    return rows[0] && toCheckpoint(rows[0])
  }

  /** Removes those that come before an entry. */
  async removeBefore(on: Queryable, seq: number): Promise<void> {
    await on.query({ text: 'DELETE FROM audit_checkpoint WHERE seq < $1::int8', values: [seq] })
  }
}

function toCheckpoint({ kind, seq, hash, at, key_id: keyId, signature }: CheckpointRow): Checkpoint {
  return { kind, seq, hash, at, keyId, signature }
}
