import { Injectable } from '@nestjs/common'
import type { PlcLogEntry, PlcLogOperation } from '@guildhall/identity'
import { Database, type Queryable, textArray } from '../database/index.js'
import { type ExportPosition, PlcOperationStore, type StoredPlcOperation } from './plc-operation.store.js'

/** Key of the advisory lock that lets one operation in at a time. */
const DIRECTORY_LOCK = 0x706c6364

interface Row {
  seq: number
  did: string
  cid: string
  operation: PlcLogOperation
  nullified: boolean
  created_at: Date
}

const SELECT = 'SELECT seq, did, cid, operation, nullified, created_at FROM plc_operation'

/**
 * Operations in the table `plc_operation`. One lock for all DIDs rather than one for each: numbers and times rise in
 * the order in which operations become visible, so that nobody who pages through the export misses one.
 */
@Injectable()
export class PgPlcOperationStore extends PlcOperationStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async lock(tx: Queryable): Promise<number> {
    await tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [DIRECTORY_LOCK] })
    const { rows } = await tx.query<{ latest: Date | null }>({
      name: 'plc-latest',
      text: 'SELECT max(created_at) AS latest FROM plc_operation',
    })
    return rows[0]?.latest?.getTime() ?? 0
  }

  override async allOf(did: string, on: Queryable = this.db): Promise<StoredPlcOperation[]> {
    const { rows } = await on.query<Row>({
      name: 'plc-all',
      text: `${SELECT} WHERE did = $1 ORDER BY seq`,
      values: [did],
    })
    return rows.map(fromRow)
  }

  override async lastOf(did: string): Promise<StoredPlcOperation | undefined> {
    const { rows } = await this.db.query<Row>({
      name: 'plc-last',
      text: `${SELECT} WHERE did = $1 AND NOT nullified ORDER BY seq DESC LIMIT 1`,
      values: [did],
    })
    return rows.map(fromRow)[0]
  }

  override async add(
    tx: Queryable,
    did: string,
    { cid, operation, createdAtMs }: PlcLogEntry,
    nullified: readonly string[],
  ): Promise<void> {
    await tx.query({
      name: 'plc-add',
      text: 'INSERT INTO plc_operation (did, cid, operation, created_at) VALUES ($1, $2, $3::jsonb, $4)',
      values: [did, cid, JSON.stringify(operation), new Date(createdAtMs)],
    })
    if (nullified.length === 0) return
    await tx.query({
      name: 'plc-nullify',
      text: 'UPDATE plc_operation SET nullified = true WHERE did = $1 AND cid = ANY($2::text[])',
      values: [did, textArray(nullified)],
    })
  }

  override async after(position: ExportPosition, count: number): Promise<StoredPlcOperation[]> {
    const [column, value] =
      'seq' in position ? ['seq', position.seq] : ['created_at', new Date(position.createdAtMs)]
    const { rows } = await this.db.query<Row>({
      name: `plc-after-${column as string}`,
      text: `${SELECT} WHERE ${column as string} > $1 ORDER BY ${column as string} LIMIT $2`,
      values: [value, count],
    })
    return rows.map(fromRow)
  }
}

function fromRow({ created_at, ...row }: Row): StoredPlcOperation {
  return { ...row, createdAtMs: created_at.getTime() }
}
