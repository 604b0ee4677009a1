import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { ExceptionStore, type PasswordException } from './exception.store.js'

const PUT = `
  INSERT INTO sso_exception (did, reason, granted_by, granted_at, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (did) DO UPDATE
     SET reason = excluded.reason, granted_by = excluded.granted_by, granted_at = excluded.granted_at,
         expires_at = excluded.expires_at`

interface ExceptionRow {
  did: Did
  reason: string
  granted_by: Did | null
  granted_at: Date
  expires_at: Date
}

/** Exceptions in the table `sso_exception`. */
@Injectable()
export class PgExceptionStore extends ExceptionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(tx: Queryable, exception: PasswordException): Promise<void> {
    const { did, reason, grantedBy, grantedAt, expiresAt } = exception
    await tx.query({ text: PUT, values: [did, reason, grantedBy ?? null, grantedAt, expiresAt] })
  }

  override async find(did: Did, now: Date): Promise<PasswordException | undefined> {
    const { rows } = await this.db.query<ExceptionRow>({
      name: 'sso-exception-find',
      text: 'SELECT * FROM sso_exception WHERE did = $1 AND expires_at > $2::timestamptz',
      values: [did, now],
    })
    return rows[0] && toException(rows[0])
  }

  override async lock(tx: Queryable, did: Did): Promise<PasswordException | undefined> {
    const { rows } = await tx.query<ExceptionRow>({
      text: 'SELECT * FROM sso_exception WHERE did = $1 FOR UPDATE',
      values: [did],
    })
    return rows[0] && toException(rows[0])
  }

  override async list(now: Date): Promise<PasswordException[]> {
    const { rows } = await this.db.query<ExceptionRow>({
      text: 'SELECT * FROM sso_exception WHERE expires_at > $1::timestamptz ORDER BY granted_at, did',
      values: [now],
    })
    return rows.map(toException)
  }

  override async remove(tx: Queryable, did: Did): Promise<boolean> {
    const { rowCount } = await tx.query({ text: 'DELETE FROM sso_exception WHERE did = $1', values: [did] })
    return rowCount === 1
  }
}

function toException(row: ExceptionRow): PasswordException {
  return {
    did: row.did,
    reason: row.reason,
    grantedBy: row.granted_by ?? undefined,
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
  }
}
