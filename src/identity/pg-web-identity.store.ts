import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { DID_CHANGED } from './pg-did-document.store.js'
import { type WebIdentity, WebIdentityStore } from './web-identity.store.js'

const FIND = `
  SELECT identity.did, identity.handle, identity.ended_at, key.did_key
    FROM web_identity identity LEFT JOIN signing_key key ON key.did = identity.did
   WHERE identity.did = $1`

const END = `
  WITH ended AS (UPDATE web_identity SET ended_at = $2, handle = NULL
                  WHERE did = $1 AND ended_at IS NULL RETURNING did),
       dropped AS (DELETE FROM did_document WHERE did IN (SELECT did FROM ended))
  SELECT pg_notify('${DID_CHANGED}', did) FROM ended`

interface IdentityRow {
  did: Did
  handle: string | null
  ended_at: Date | null
  did_key: string | null
}

/** The did:web identities of this service in the table `web_identity`. */
@Injectable()
export class PgWebIdentityStore extends WebIdentityStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(did: Did): Promise<WebIdentity | undefined> {
    const { rows } = await this.db.query<IdentityRow>({
      name: 'web-identity-find',
      text: FIND,
      values: [did],
    })
    const [row] = rows
    if (!row) return undefined
    return {
      did: row.did,
      handle: row.handle ?? undefined,
      signingKey: row.did_key ?? undefined,
      isEnded: row.ended_at !== null,
    }
  }

  override async add(tx: Queryable, did: Did, handle: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      name: 'web-identity-add',
      text: 'INSERT INTO web_identity (did, handle) VALUES ($1, $2) ON CONFLICT (did) DO NOTHING',
      values: [did, handle],
    })
    return rowCount === 1
  }

  override async rename(tx: Queryable, did: Did, handle: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      name: 'web-identity-rename',
      text: 'UPDATE web_identity SET handle = $2 WHERE did = $1 AND ended_at IS NULL',
      values: [did, handle],
    })
    return rowCount === 1
  }

  override async end(tx: Queryable, did: Did, now: Date): Promise<void> {
    await tx.query({ name: 'web-identity-end', text: END, values: [did, now] })
  }
}
