import { Injectable } from '@nestjs/common'
import type { Did, Nsid } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { NamespaceStore, type NamespaceSummary, type StoredNamespace } from './namespace.store.js'

interface Row {
  namespace: Nsid
  cid: Buffer
  content: Buffer
  value_count: number
  updated_at: Date
}

type SummaryRow = Omit<Row, 'content'> & { size: number }

const COLUMNS = 'namespace, cid, value_count, updated_at'
const PAGE = 'FROM preference_namespace WHERE did = $1 AND namespace > $2 ORDER BY namespace LIMIT $3::int4'
const PUT = `
  INSERT INTO preference_namespace (did, namespace, cid, content, value_count, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (did, namespace) DO UPDATE
     SET cid = excluded.cid, content = excluded.content, value_count = excluded.value_count,
         updated_at = excluded.updated_at`

/** Preferences of any namespace in the table `preference_namespace`. */
@Injectable()
export class PgNamespaceStore extends NamespaceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(
    on: Queryable | undefined,
    did: Did,
    namespace: Nsid,
  ): Promise<StoredNamespace | undefined> {
    const { rows } = await (on ?? this.db).query<Row>({
      name: 'preference-namespace-find',
      text: `SELECT ${COLUMNS}, content FROM preference_namespace WHERE did = $1 AND namespace = $2`,
      values: [did, namespace],
      binary: true,
    })
    return rows[0] && toStored(rows[0])
  }

  override async list(did: Did, after: string | undefined, limit: number): Promise<NamespaceSummary[]> {
    const { rows } = await this.db.query<SummaryRow>({
      name: 'preference-namespace-list',
      text: `SELECT ${COLUMNS}, octet_length(content) AS size ${PAGE}`,
      values: [did, after ?? '', limit],
      binary: true,
    })
    return rows.map((row) => ({ ...headOf(row), sizeBytes: row.size }))
  }

  override async read(did: Did, after: string | undefined, limit: number): Promise<StoredNamespace[]> {
    const { rows } = await this.db.query<Row>({
      name: 'preference-namespace-read',
      text: `SELECT ${COLUMNS}, content ${PAGE}`,
      values: [did, after ?? '', limit],
      binary: true,
    })
    return rows.map(toStored)
  }

  override async usage(on: Queryable, did: Did): Promise<{ namespaces: number; bytes: number }> {
    const { rows } = await on.query<{ namespaces: number; bytes: number }>({
      name: 'preference-namespace-usage',
      text: `SELECT count(*) AS namespaces, coalesce(sum(octet_length(content)), 0)::int8 AS bytes
               FROM preference_namespace WHERE did = $1`,
      values: [did],
    })
    return rows[0]!
  }

  override async put(tx: Queryable, did: Did, stored: StoredNamespace): Promise<void> {
    const { namespace, cid, content, count, updatedAt } = stored
    await tx.query({
      name: 'preference-namespace-put',
      text: PUT,
      values: [did, namespace, cid, content, count, updatedAt],
    })
  }

  override async remove(tx: Queryable, did: Did, namespace: Nsid): Promise<void> {
    await tx.query({
      name: 'preference-namespace-remove',
      text: 'DELETE FROM preference_namespace WHERE did = $1 AND namespace = $2',
      values: [did, namespace],
    })
  }

  override async clear(tx: Queryable, did: Did): Promise<void> {
    await tx.query({
      name: 'preference-namespace-clear',
      text: 'DELETE FROM preference_namespace WHERE did = $1',
      values: [did],
    })
  }
}

function headOf({ namespace, cid, value_count: count, updated_at: updatedAt }: Omit<Row, 'content'>) {
  return { namespace, cid, count, updatedAt }
}

function toStored(row: Row): StoredNamespace {
  return { ...headOf(row), content: row.content }
}
