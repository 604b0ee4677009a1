import { Injectable } from '@nestjs/common'
import { Database, textArray, type Tx } from '../../database/index.js'

/** How far sinks have come, in the table `audit_sink`. */
@Injectable()
export class AuditSinkStore {
  constructor(private readonly db: Database) {}

  /**
   * The number of the last entry that a sink was sent, 0 before the first; undefined while another node sends. Nobody
   * else gets it until the end of the transaction.
   */
  async claim(tx: Tx, name: string, now: Date): Promise<number | undefined> {
    await tx.query({
      text: 'INSERT INTO audit_sink (name, seq, at) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING',
      values: [name, now],
    })
    const { rows } = await tx.query<{ seq: number }>({
      text: 'SELECT seq FROM audit_sink WHERE name = $1 FOR UPDATE SKIP LOCKED',
      values: [name],
    })
    return rows[0]?.seq
  }

  /** Notes how far a sink has come. */
  async advance(tx: Tx, name: string, seq: number, now: Date): Promise<void> {
    await tx.query({
      text: 'UPDATE audit_sink SET seq = $2::int8, at = $3, error = NULL WHERE name = $1',
      values: [name, seq, now],
    })
  }

  /** Notes why a sink could not be sent more. */
  async failed(name: string, error: string, now: Date): Promise<void> {
    await this.db.query({
      text: 'UPDATE audit_sink SET error = $2, at = $3 WHERE name = $1',
      values: [name, error, now],
    })
  }

  /** The number of the last entry that all of these sinks were sent; 0 if one was sent none. */
  async slowest(names: readonly string[]): Promise<number> {
    const { rows } = await this.db.query<{ seq: number }>({
      text: `SELECT coalesce(min(coalesce(sink.seq, 0)), 0) AS seq
               FROM unnest($1::text[]) AS wanted LEFT JOIN audit_sink AS sink ON sink.name = wanted`,
      values: [textArray(names)],
    })
    return rows[0]!.seq
  }

  /** Why a sink could not be sent more, the last time; undefined if it could. */
  async problem(name: string): Promise<string | undefined> {
    const { rows } = await this.db.query<{ error: string | null }>({
      text: 'SELECT error FROM audit_sink WHERE name = $1',
      values: [name],
    })
    return rows[0]?.error ?? undefined
  }

  /** How many entries a sink has not been sent. */
  async behind(name: string): Promise<number> {
    const { rows } = await this.db.query<{ behind: number }>({
      text: `SELECT head.seq - coalesce((SELECT seq FROM audit_sink WHERE name = $1), 0) AS behind
               FROM audit_head AS head`,
      values: [name],
    })
    return rows[0]!.behind
  }
}
