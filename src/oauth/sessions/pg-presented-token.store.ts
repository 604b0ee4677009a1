import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { modelDigest } from '../state/model-digest.js'
import type { ModelKey, StoredModel } from '../state/oauth-model.store.js'
import { sessionOf, type SessionRow } from './pg-oauth-session.store.js'
import { type PresentedToken, PresentedTokenStore } from './presented-token.store.js'

/** A session has the id of its grant, and a grant is kept under the digest of it, as every model. */
const FIND = `
  SELECT token.payload AS token_payload, token.consumed_at AS token_consumed_at,
         granted.payload AS grant_payload, granted.consumed_at AS grant_consumed_at,
         session.id, session.did, session.client_id, session.device_id, session.scope, session.dpop_thumbprint,
         session.client_auth, session.created_at, session.used_at, session.expires_at
    FROM oauth_model token
    LEFT JOIN oauth_model granted
           ON granted.kind = 'Grant' AND granted.id = sha256(convert_to(token.grant_id, 'UTF8'))
          AND granted.expires_at > $3::timestamptz
    LEFT JOIN oauth_session session ON session.id = token.grant_id
   WHERE token.kind = $1 AND token.id = $2 AND token.expires_at > $3::timestamptz`

interface TokenRow {
  token_payload: Record<string, unknown>
  token_consumed_at: Date | null
  grant_payload: Record<string, unknown> | null
  grant_consumed_at: Date | null
}

type Row = TokenRow & (SessionRow | { id: null })

/** Codes and refresh tokens in the tables `oauth_model` and `oauth_session`. */
@Injectable()
export class PgPresentedTokenStore extends PresentedTokenStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find({ kind, id }: ModelKey, now: Date): Promise<PresentedToken | undefined> {
    const { rows } = await this.db.query<Row>({
      name: 'oauth-token-find',
      text: FIND,
      values: [kind, modelDigest(id), now],
    })
    const row = rows[0]
    if (!row) return undefined
    return {
      token: modelOf(row.token_payload, row.token_consumed_at),
      grant: row.grant_payload ? modelOf(row.grant_payload, row.grant_consumed_at) : undefined,
      session: row.id === null ? undefined : sessionOf(row),
    }
  }
}

function modelOf(payload: Record<string, unknown>, consumedAt: Date | null): StoredModel {
  return { payload, consumedAt: consumedAt ?? undefined }
}
