import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import type { Connection, ConnectionHealth } from './connection.js'
import { ConnectionStore } from './connection.store.js'

const ADD = `
  INSERT INTO sso_connection
    (id, name, kind, status, issuer, settings, policy, managed_by, revision, health, created_at, updated_at)
  VALUES ($1::uuid, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9::int4, NULL, $10, $11)`

const REPLACE = `
  UPDATE sso_connection
     SET name = $2, status = $3, issuer = $4, settings = $5::jsonb, policy = $6::jsonb, revision = $7::int4, updated_at = $8
   WHERE id = $1::uuid AND revision = $7::int4 - 1`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface ConnectionRow {
  id: string
  name: string
  kind: Connection['kind']
  status: Connection['status']
  issuer: string
  settings: Connection['settings']
  policy: Connection['policy']
  managed_by: Connection['managedBy']
  revision: number
  health: ConnectionHealth | null
  created_at: Date
  updated_at: Date
}

/** Connections in the table `sso_connection`. */
@Injectable()
export class PgConnectionStore extends ConnectionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async list(): Promise<Connection[]> {
    const { rows } = await this.db.query<ConnectionRow>({
      name: 'sso-connections',
      text: 'SELECT * FROM sso_connection ORDER BY id',
    })
    return rows.map(toConnection)
  }

  override async find(id: string, on: Queryable = this.db): Promise<Connection | undefined> {
    if (!UUID.test(id)) return undefined
    const { rows } = await on.query<ConnectionRow>({
      name: 'sso-connection-find',
      text: 'SELECT * FROM sso_connection WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toConnection(rows[0])
  }

  override async add(tx: Queryable, connection: Connection): Promise<void> {
    const { id, name, kind, status, issuer, settings, policy, managedBy, revision } = connection
    const json = [JSON.stringify(settings), JSON.stringify(policy)]
    const times = [connection.createdAt, connection.updatedAt]
    await tx.query({
      text: ADD,
      values: [id, name, kind, status, issuer, ...json, managedBy, revision, ...times],
    })
  }

  override async replace(tx: Queryable, connection: Connection): Promise<boolean> {
    const { id, name, status, issuer, settings, policy, revision, updatedAt } = connection
    const json = [JSON.stringify(settings), JSON.stringify(policy)]
    const { rowCount } = await tx.query({
      text: REPLACE,
      values: [id, name, status, issuer, ...json, revision, updatedAt],
    })
    return rowCount === 1
  }

  override async remove(tx: Queryable, id: string): Promise<boolean> {
    await tx.query({ text: `DELETE FROM sso_secret WHERE id LIKE $1 || '/%'`, values: [id] })
    const { rowCount } = await tx.query({
      text: 'DELETE FROM sso_connection WHERE id = $1::uuid',
      values: [id],
    })
    return rowCount === 1
  }

  override async noteHealth(tx: Queryable, id: string, health: ConnectionHealth): Promise<void> {
    await tx.query({
      text: 'UPDATE sso_connection SET health = $2::jsonb WHERE id = $1::uuid',
      values: [id, JSON.stringify(health)],
    })
  }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    status: row.status,
    issuer: row.issuer,
    settings: row.settings,
    policy: row.policy,
    managedBy: row.managed_by,
    revision: row.revision,
    health: row.health ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
