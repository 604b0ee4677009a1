import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { SigningKeyStore, type StoredSigningKey } from './signing-key.store.js'

/** Channel on which nodes learn that a key was replaced or removed; the payload is the DID. */
export const SIGNING_KEY_CHANGED = 'signing_key_changed'

const PUT = `
  WITH former AS (SELECT did FROM signing_key WHERE did = $1),
  written AS (
    INSERT INTO signing_key (did, did_key, wrapped, kek_id, created_at) VALUES ($1, $2, $3, $4, now())
    ON CONFLICT (did) DO UPDATE
       SET did_key = excluded.did_key, wrapped = excluded.wrapped, kek_id = excluded.kek_id, created_at = now())
  SELECT pg_notify('${SIGNING_KEY_CHANGED}', did) FROM former`

const REMOVE = `
  WITH removed AS (DELETE FROM signing_key WHERE did = $1 RETURNING did)
  SELECT pg_notify('${SIGNING_KEY_CHANGED}', did) FROM removed`

/** Wrapped signing keys in the table `signing_key`. */
@Injectable()
export class PgSigningKeyStore extends SigningKeyStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(did: Did): Promise<StoredSigningKey | undefined> {
    const { rows } = await this.db.query<{ did_key: string; wrapped: Buffer; kek_id: string }>({
      name: 'signing-key-find',
      text: 'SELECT did_key, wrapped, kek_id FROM signing_key WHERE did = $1',
      values: [did],
    })
    const row = rows[0]
    return row && { did, didKey: row.did_key, wrapped: row.wrapped, kekId: row.kek_id }
  }

  override async put(on: Queryable, key: StoredSigningKey): Promise<void> {
    await on.query({
      name: 'signing-key-put',
      text: PUT,
      values: [key.did, key.didKey, Buffer.from(key.wrapped), key.kekId],
    })
  }

  override async remove(on: Queryable, did: Did): Promise<void> {
    await on.query({ name: 'signing-key-remove', text: REMOVE, values: [did] })
  }
}
