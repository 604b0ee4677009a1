import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'

/** Somebody who reads the event stream from some node. */
export interface NotedReader {
  readonly ip: string
  readonly userAgent?: string | undefined
  /** ms since the epoch */
  readonly sinceMs: number
  /** number of the last event that it was sent, or has no need of */
  readonly position: number
  /** that it was sent */
  readonly bytes: number
  /** of late */
  readonly bytesPerSecond: number
}

const NOTE = `
  INSERT INTO firehose_node (node, readers, noted_at) VALUES ($1, $2::jsonb, $3)
      ON CONFLICT (node) DO UPDATE SET readers = excluded.readers, noted_at = excluded.noted_at`

/** Who reads from which node, in the table `firehose_node`: a row for each node. */
@Injectable()
export class FirehoseNodeStore {
  constructor(private readonly db: Database) {}

  /** Notes who reads from a node, and forgets nodes that have noted nothing since a time. */
  async note(node: string, readers: readonly NotedReader[], at: Date, forgottenBefore: Date): Promise<void> {
    await this.db.query({ name: 'firehose-node', text: NOTE, values: [node, JSON.stringify(readers), at] })
    await this.db.query({
      name: 'firehose-node-forget',
      text: 'DELETE FROM firehose_node WHERE noted_at < $1::timestamptz',
      values: [forgottenBefore],
    })
  }

  /** Those who read from other nodes that have noted something since a time. */
  async ofOthers(node: string, since: Date): Promise<NotedReader[]> {
    const { rows } = await this.db.query<{ readers: NotedReader[] }>({
      text: 'SELECT readers FROM firehose_node WHERE node <> $1::uuid AND noted_at >= $2::timestamptz',
      values: [node, since],
    })
    return rows.flatMap(({ readers }) => readers)
  }

  async remove(node: string): Promise<void> {
    await this.db.query({ text: 'DELETE FROM firehose_node WHERE node = $1::uuid', values: [node] })
  }
}
