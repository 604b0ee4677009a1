import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { type ServiceDocument, ServiceDocumentStore } from './service-document.store.js'

const CHANGED = 'service_document'

const COLUMNS = 'name, version, content, made_at, made_by'
const LIST = `SELECT DISTINCT ON (name) ${COLUMNS} FROM service_document ORDER BY name, version DESC`
const ADD = `
  WITH added AS (
    INSERT INTO service_document (${COLUMNS})
    VALUES ($1::text, $2::int4, $3::jsonb, $4::timestamptz, $5::text)
    ON CONFLICT DO NOTHING
    RETURNING name, version),
  dropped AS (
    DELETE FROM service_document AS old USING added
     WHERE old.name = added.name AND old.version <= added.version - $6::int4)
  SELECT pg_notify('${CHANGED}', name) FROM added`

interface Row {
  name: string
  version: number
  content: unknown
  made_at: Date
  made_by: string | null
}

/** Documents in the table `service_document`. */
@Injectable()
export class PgServiceDocumentStore extends ServiceDocumentStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async list(): Promise<ServiceDocument[]> {
    const { rows } = await this.db.query<Row>({ name: 'service-document-list', text: LIST })
    return rows.map(documentOf)
  }

  override async versions(name: string, limit: number): Promise<ServiceDocument[]> {
    const { rows } = await this.db.query<Row>({
      name: 'service-document-versions',
      text: `SELECT ${COLUMNS} FROM service_document WHERE name = $1::text ORDER BY version DESC LIMIT $2::int4`,
      values: [name, limit],
    })
    return rows.map(documentOf)
  }

  override async find(name: string, version: number): Promise<ServiceDocument | undefined> {
    const { rows } = await this.db.query<Row>({
      name: 'service-document-find',
      text: `SELECT ${COLUMNS} FROM service_document WHERE name = $1::text AND version = $2::int4`,
      values: [name, version],
    })
    return rows[0] && documentOf(rows[0])
  }

  override async add(on: Queryable, document: ServiceDocument, keptMax: number): Promise<boolean> {
    const { name, version, content, madeAt, madeBy } = document
    const { rowCount } = await on.query({
      name: 'service-document-add',
      text: ADD,
      values: [name, version, JSON.stringify(content), madeAt, madeBy, keptMax],
    })
    return rowCount > 0
  }

  override watch(hear: () => void): Promise<() => Promise<void>> {
    return this.db.listen(CHANGED, hear)
  }
}

function documentOf({ name, version, content, made_at, made_by }: Row): ServiceDocument {
  return { name, version, content, madeAt: made_at, madeBy: made_by ?? undefined }
}
