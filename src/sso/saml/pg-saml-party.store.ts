import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import {
  type KnownProvider,
  SamlPartyStore,
  type ServiceKey,
  type ServiceKeyState,
} from './saml-party.store.js'
import type { ProviderParty } from './wire/saml-messages.js'

const PUT_PROVIDER = `
  INSERT INTO saml_provider (connection_id, party, source, read_at, tried_at, problem)
  VALUES ($1::uuid, $2::jsonb, $3, $4, $5, $6)
  ON CONFLICT (connection_id) DO UPDATE
     SET party = excluded.party, source = excluded.source, read_at = excluded.read_at,
         tried_at = excluded.tried_at, problem = excluded.problem`

const ADD_KEY = `
  INSERT INTO saml_key (id, connection_id, state, certificate, created_at, expires_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6) ON CONFLICT DO NOTHING`

/** One statement for each step: the states of a connection are unique at every moment. */
const ADVANCE = [
  `DELETE FROM saml_key WHERE connection_id = $1::uuid AND state = 'former'`,
  `UPDATE saml_key SET state = 'former' WHERE connection_id = $1::uuid AND state = 'current'`,
  `UPDATE saml_key SET state = 'current' WHERE connection_id = $1::uuid AND state = 'next'`,
]

interface ProviderRow {
  party: ProviderParty & { validUntilMs?: number }
  source: KnownProvider['source']
  read_at: Date
  tried_at: Date
  problem: string | null
}

interface KeyRow {
  id: string
  connection_id: string
  state: ServiceKeyState
  certificate: Buffer
  created_at: Date
  expires_at: Date
}

/** Providers in the table `saml_provider`, keys in `saml_key`. */
@Injectable()
export class PgSamlPartyStore extends SamlPartyStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async findProvider(connectionId: string): Promise<KnownProvider | undefined> {
    const { rows } = await this.db.query<ProviderRow>({
      name: 'saml-provider-find',
      text: 'SELECT * FROM saml_provider WHERE connection_id = $1::uuid',
      values: [connectionId],
    })
    const row = rows[0]
    if (!row) return undefined
    const { party, source, read_at: readAt, tried_at: triedAt, problem } = row
    return { party, source, readAt, triedAt, problem: problem ?? undefined }
  }

  override async putProvider(
    on: Queryable = this.db,
    connectionId: string,
    { party, source, readAt, triedAt, problem }: KnownProvider,
  ): Promise<void> {
    const values = [connectionId, JSON.stringify(party), source, readAt, triedAt, problem ?? null]
    await on.query({ text: PUT_PROVIDER, values })
  }

  override async noteProblem(connectionId: string, problem: string, now: Date): Promise<void> {
    const text = 'UPDATE saml_provider SET tried_at = $3, problem = $2 WHERE connection_id = $1::uuid'
    await this.db.query({ text, values: [connectionId, problem, now] })
  }

  override async listKeys(connectionId: string, on: Queryable = this.db): Promise<ServiceKey[]> {
    const { rows } = await on.query<KeyRow>({
      name: 'saml-keys',
      text: 'SELECT * FROM saml_key WHERE connection_id = $1::uuid ORDER BY created_at, id',
      values: [connectionId],
    })
    return rows.map((row) => ({
      id: row.id,
      connectionId: row.connection_id,
      state: row.state,
      certificate: row.certificate,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }))
  }

  override async addKey(tx: Queryable, key: ServiceKey): Promise<boolean> {
    const { id, connectionId, state, certificate, createdAt, expiresAt } = key
    const values = [id, connectionId, state, Buffer.from(certificate), createdAt, expiresAt]
    return (await tx.query({ text: ADD_KEY, values })).rowCount === 1
  }

  override async advanceKeys(tx: Queryable, connectionId: string): Promise<boolean> {
    const lock = `SELECT 1 FROM saml_key WHERE connection_id = $1::uuid AND state = 'next' FOR UPDATE`
    const { rowCount } = await tx.query({ text: lock, values: [connectionId] })
    if (rowCount === 0) return false
    for (const text of ADVANCE) await tx.query({ text, values: [connectionId] })
    return true
  }
}
