import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type ExternalIdentity, ExternalIdentityStore } from './external-identity.store.js'
import { type IdentityRow, toIdentity } from './identity-row.js'

const ADD = `
  INSERT INTO external_identity
    (connection_id, subject, did, issuer, email, claims, linked_by, linked_at, last_login_at)
  VALUES ($1::uuid, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)
  ON CONFLICT (connection_id, subject) DO NOTHING`

const SEEN = `
  UPDATE external_identity SET email = $3, claims = $4::jsonb, last_login_at = $5
   WHERE connection_id = $1::uuid AND subject = $2`

/** Identities in the table `external_identity`. */
@Injectable()
export class PgExternalIdentityStore extends ExternalIdentityStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(
    connectionId: string,
    subject: string,
    on: Queryable = this.db,
  ): Promise<ExternalIdentity | undefined> {
    const { rows } = await on.query<IdentityRow>({
      name: 'external-identity-find',
      text: 'SELECT * FROM external_identity WHERE connection_id = $1::uuid AND subject = $2',
      values: [connectionId, subject],
    })
    return rows[0] && toIdentity(rows[0])
  }

  override async listOf(did: Did, on: Queryable = this.db): Promise<ExternalIdentity[]> {
    const { rows } = await on.query<IdentityRow>({
      name: 'external-identities-of',
      text: 'SELECT * FROM external_identity WHERE did = $1 ORDER BY linked_at, connection_id, subject',
      values: [did],
    })
    return rows.map(toIdentity)
  }

  override async firstOf(
    connectionId: string,
    dids: readonly Did[],
    on: Queryable,
  ): Promise<ExternalIdentity[]> {
    if (dids.length === 0) return []
    const { rows } = await on.query<IdentityRow>({
      text: `SELECT DISTINCT ON (did) * FROM external_identity
              WHERE connection_id = $1::uuid AND did = ANY($2::text[]) ORDER BY did, linked_at, subject`,
      values: [connectionId, dids],
    })
    return rows.map(toIdentity)
  }

  override async ofConnection(
    connectionId: string,
    after: string | undefined,
    limit: number,
  ): Promise<ExternalIdentity[]> {
    const { rows } = await this.db.query<IdentityRow>({
      text: `SELECT * FROM external_identity WHERE connection_id = $1::uuid AND subject > $2
              ORDER BY subject LIMIT $3::int4`,
      values: [connectionId, after ?? '', limit],
    })
    return rows.map(toIdentity)
  }

  override async add(tx: Queryable, identity: ExternalIdentity): Promise<boolean> {
    const { connectionId, subject, did, issuer, email, claims, linkedBy, linkedAt, lastLoginAt } = identity
    const said = [issuer, email ?? null, JSON.stringify(claims)]
    const { rowCount } = await tx.query({
      text: ADD,
      values: [connectionId, subject, did, ...said, linkedBy, linkedAt, lastLoginAt ?? null],
    })
    return rowCount === 1
  }

  override async seen(
    on: Queryable,
    {
      connectionId,
      subject,
      email,
      claims,
    }: Pick<ExternalIdentity, 'connectionId' | 'subject' | 'email' | 'claims'>,
    now: Date,
  ): Promise<void> {
    const values = [connectionId, subject, email ?? null, JSON.stringify(claims), now]
    await on.query({ name: 'external-identity-seen', text: SEEN, values })
  }

  override async remove(tx: Queryable, connectionId: string, subject: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'DELETE FROM external_identity WHERE connection_id = $1::uuid AND subject = $2',
      values: [connectionId, subject],
    })
    return rowCount === 1
  }

  override async removeOf(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM external_identity WHERE did = $1', values: [did] })
  }

  override async countOf(connectionId: string): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM external_identity WHERE connection_id = $1::uuid',
      values: [connectionId],
    })
    return rows[0]!.count
  }
}
