import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { Database } from '../../database/index.js'
import { type SealedRow, sealedOf, sealedValues } from '../people/sealed-token.js'
import type { NewSsoTransaction, SsoPurpose, SsoTransaction } from './sso-transaction.js'
import { SsoTransactionStore } from './sso-transaction.store.js'

const ADD = `
  INSERT INTO sso_transaction
    (id, connection_id, device_id, purpose, back, did, login_hint, state_hash, is_forced, started_at, expires_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const PROVE = `
  UPDATE sso_transaction SET claims = $2::jsonb, expires_at = $3, id_token = $4, id_token_kek_id = $5
   WHERE id = $1::uuid AND finished_at IS NULL`

const REMOVE_EXPIRED = `
  DELETE FROM sso_transaction WHERE id IN (
    SELECT id FROM sso_transaction WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface TransactionRow extends SealedRow {
  id: string
  connection_id: string
  device_id: Buffer
  purpose: SsoPurpose
  back: string
  did: Did | null
  login_hint: string | null
  is_forced: boolean
  request_id: string | null
  started_at: Date
  expires_at: Date
  used_at: Date | null
  claims: VerifiedClaims | null
  finished_at: Date | null
}

/** Transactions in the table `sso_transaction`. */
@Injectable()
export class PgSsoTransactionStore extends SsoTransactionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(transaction: NewSsoTransaction, stateHash: Uint8Array): Promise<void> {
    const { id, connectionId, deviceId, purpose, back, did, loginHint, isForced, startedAt, expiresAt } =
      transaction
    const who = [did ?? null, loginHint ?? null, Buffer.from(stateHash), isForced]
    const values = [id, connectionId, Buffer.from(deviceId), purpose, back, ...who, startedAt, expiresAt]
    await this.db.query({ name: 'sso-transaction-add', text: ADD, values })
  }

  override async depart(id: string, requestId: string): Promise<void> {
    const text = 'UPDATE sso_transaction SET request_id = $2 WHERE id = $1::uuid'
    await this.db.query({ name: 'sso-transaction-depart', text, values: [id, requestId] })
  }

  override findByState(stateHash: Uint8Array): Promise<SsoTransaction | undefined> {
    return this.#find('state_hash = $1', Buffer.from(stateHash))
  }

  override async find(id: string): Promise<SsoTransaction | undefined> {
    return UUID.test(id) ? this.#find('id = $1::uuid', id) : undefined
  }

  override async use(id: string, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'sso-transaction-use',
      text: `UPDATE sso_transaction SET used_at = $2
              WHERE id = $1::uuid AND used_at IS NULL AND expires_at > $2::timestamptz`,
      values: [id, now],
    })
    return rowCount === 1
  }

  override async prove(
    id: string,
    { claims, idToken }: Pick<SsoTransaction, 'claims' | 'idToken'>,
    expiresAt: Date,
  ): Promise<void> {
    await this.db.query({
      name: 'sso-transaction-prove',
      text: PROVE,
      values: [id, JSON.stringify(claims), expiresAt, ...sealedValues(idToken)],
    })
  }

  override async finish(id: string, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'sso-transaction-finish',
      text: `UPDATE sso_transaction
                SET finished_at = $2, claims = NULL, id_token = NULL, id_token_kek_id = NULL
              WHERE id = $1::uuid AND finished_at IS NULL`,
      values: [id, now],
    })
    return rowCount === 1
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }

  async #find(where: string, value: string | Buffer): Promise<SsoTransaction | undefined> {
    const { rows } = await this.db.query<TransactionRow>({
      text: `SELECT * FROM sso_transaction WHERE ${where}`,
      values: [value],
    })
    const row = rows[0]
    return (
      row && {
        id: row.id,
        connectionId: row.connection_id,
        deviceId: row.device_id,
        purpose: row.purpose,
        back: row.back,
        did: row.did ?? undefined,
        loginHint: row.login_hint ?? undefined,
        isForced: row.is_forced,
        requestId: row.request_id ?? undefined,
        startedAt: row.started_at,
        expiresAt: row.expires_at,
        usedAt: row.used_at ?? undefined,
        claims: row.claims ?? undefined,
        idToken: sealedOf(row),
        finishedAt: row.finished_at ?? undefined,
      }
    )
  }
}
