import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import type { WrappedKey } from '../../identity/index.js'
import { ConnectionSecretStore, type SecretKey } from './connection-secret.store.js'
import { idOf } from './connection-secrets.js'

const PUT = `
  INSERT INTO sso_secret (id, wrapped, kek_id, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE
     SET wrapped = excluded.wrapped, kek_id = excluded.kek_id, created_at = excluded.created_at`

/** Secrets in the table `sso_secret`. */
@Injectable()
export class PgConnectionSecretStore extends ConnectionSecretStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(key: SecretKey): Promise<WrappedKey | undefined> {
    const { rows } = await this.db.query<{ wrapped: Buffer; kek_id: string }>({
      name: 'sso-secret-find',
      text: 'SELECT wrapped, kek_id FROM sso_secret WHERE id = $1',
      values: [idOf(key)],
    })
    return rows[0] && { wrapped: rows[0].wrapped, kekId: rows[0].kek_id }
  }

  override async put(
    tx: Queryable,
    key: SecretKey,
    { wrapped, kekId }: WrappedKey,
    now: Date,
  ): Promise<void> {
    await tx.query({ text: PUT, values: [idOf(key), Buffer.from(wrapped), kekId, now] })
  }
}
