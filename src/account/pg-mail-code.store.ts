import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import type { MailCodePurpose } from './mail-code-purpose.js'
import { MailCodeStore, type StoredCode } from './mail-code.store.js'

const PUT = `
  INSERT INTO mail_code (did, purpose, code_hash, expires_at, created_at) VALUES ($1, $2, $3, $4, now())
  ON CONFLICT (did, purpose)
  DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at, created_at = excluded.created_at`

const COLUMNS = 'did, purpose, code_hash, expires_at'

const REMOVE_EXPIRED = `
  DELETE FROM mail_code
   WHERE (did, purpose) IN (SELECT did, purpose FROM mail_code WHERE expires_at < $1 LIMIT $2::int4)`

interface CodeRow {
  did: Did
  purpose: MailCodePurpose
  code_hash: Buffer
  expires_at: Date
}

/** Codes in the table `mail_code`. */
@Injectable()
export class PgMailCodeStore extends MailCodeStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put({ did, purpose, hash, expiresAt }: StoredCode, tx: Queryable = this.db): Promise<void> {
    await tx.query({ name: 'mail-code-put', text: PUT, values: [did, purpose, hash, expiresAt] })
  }

  override async find(hash: Uint8Array): Promise<StoredCode | undefined> {
    const { rows } = await this.db.query<CodeRow>({
      name: 'mail-code-find',
      text: `SELECT ${COLUMNS} FROM mail_code WHERE code_hash = $1`,
      values: [hash],
    })
    return rows[0] && toCode(rows[0])
  }

  override async take(tx: Queryable, hash: Uint8Array): Promise<StoredCode | undefined> {
    const { rows } = await tx.query<CodeRow>({
      name: 'mail-code-take',
      text: `DELETE FROM mail_code WHERE code_hash = $1 RETURNING ${COLUMNS}`,
      values: [hash],
    })
    return rows[0] && toCode(rows[0])
  }

  override async removeOf(tx: Queryable, did: Did, purpose?: MailCodePurpose): Promise<void> {
    await tx.query({
      name: 'mail-code-remove-of',
      text: 'DELETE FROM mail_code WHERE did = $1 AND ($2::text IS NULL OR purpose = $2)',
      values: [did, purpose ?? null],
    })
  }

  override async removeExpired(time: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({ text: REMOVE_EXPIRED, values: [time, limit] })
    return rowCount
  }
}

function toCode(row: CodeRow): StoredCode {
  return { did: row.did, purpose: row.purpose, hash: row.code_hash, expiresAt: row.expires_at }
}
