import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { AccountExists, EmailTaken, HandleTaken } from './account.errors.js'
import { type AccountKey, AccountStore } from './account.store.js'
import type { Account, AccountChange, NewAccount } from './account.js'
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from './account-row.js'

/** Channel on which nodes learn that an account changed or is gone; the payload is the DID. */
export const ACCOUNT_CHANGED = 'account_changed'

const WHERE = { did: 'did = $1', handle: 'lower(handle) = $1', email: 'lower(email) = $1' } as const

const TAKEN = `
  SELECT EXISTS (SELECT FROM account WHERE lower(handle) = $1) AS handle,
         EXISTS (SELECT FROM account WHERE lower(email) = $2) AS email`

const ADD = `
  INSERT INTO account (did, handle, email, password_hash, created_at, status, deactivated_at, language)
  VALUES ($1, $2, $3, $4, now(), $5::text, CASE WHEN $5::text = 'deactivated' THEN now() END, $6)`

const REMOVE = `
  WITH removed AS (DELETE FROM account WHERE did = $1 RETURNING did)
  SELECT pg_notify('${ACCOUNT_CHANGED}', did) FROM removed`

/** Columns that a change may touch. */
const CHANGEABLE: Record<keyof AccountChange, string> = {
  handle: 'handle',
  email: 'email',
  emailConfirmedAt: 'email_confirmed_at',
  passwordHash: 'password_hash',
  status: 'status',
  takedownRef: 'takedown_ref',
  suspendedUntil: 'suspended_until',
  deactivatedAt: 'deactivated_at',
  deleteAfter: 'delete_after',
  lockedAt: 'locked_at',
  offboardedAt: 'offboarded_at',
  offboardUntil: 'offboard_until',
  offboardToldDays: 'offboard_told_days',
  invitesDisabled: 'invites_disabled',
  emailAuthFactor: 'email_auth_factor',
  language: 'language',
}

/** Accounts in the table `account`. */
@Injectable()
export class PgAccountStore extends AccountStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(key: AccountKey): Promise<Account | undefined> {
    const row = await this.#find(key, ACCOUNT_COLUMNS, 'account-find')
    return row && toAccount(row)
  }

  override async lock(tx: Queryable, did: Did): Promise<Account | undefined> {
    const { rows } = await tx.query<AccountRow>({
      name: 'account-lock',
      text: `SELECT ${ACCOUNT_COLUMNS} FROM account WHERE did = $1 FOR UPDATE`,
      values: [did],
    })
    return rows[0] && toAccount(rows[0])
  }

  override async handlesOf(dids: readonly Did[]): Promise<Map<Did, string>> {
    const { rows } = await this.db.query<{ did: Did; handle: string }>({
      text: 'SELECT did, handle FROM account WHERE did = ANY($1::text[]) AND handle IS NOT NULL',
      values: [dids],
    })
    return new Map(rows.map(({ did, handle }) => [did, handle]))
  }

  override async dueForDeletion(now: Date, limit: number, except: readonly Did[]): Promise<Did[]> {
    const { rows } = await this.db.query<{ did: Did }>({
      text: `SELECT did FROM account
              WHERE ((delete_after <= $1::timestamptz AND status = 'deactivated'
                      AND (locked_at IS NULL OR locked_at = offboarded_at))
                  OR (offboard_until <= $1::timestamptz AND status IN ('active', 'deactivated')))
                AND did <> ALL($3::text[])
                AND NOT EXISTS (SELECT FROM repo WHERE repo.did = account.did AND is_held)
              ORDER BY least(delete_after, offboard_until) LIMIT $2::int4`,
      values: [now, limit, except],
    })
    return rows.map((row) => row.did)
  }

  override async suspensionsOver(now: Date, limit: number): Promise<Did[]> {
    const { rows } = await this.db.query<{ did: Did }>({
      text: `SELECT did FROM account WHERE suspended_until <= $1::timestamptz AND status = 'suspended'
              ORDER BY suspended_until LIMIT $2::int4`,
      values: [now, limit],
    })
    return rows.map((row) => row.did)
  }

  override async search(
    email: string | undefined,
    after: Did | undefined,
    limit: number,
  ): Promise<Account[]> {
    // PostgreSQL has no texts with a NUL.
    if (email?.includes('\0')) return []
    const { rows } = await this.db.query<AccountRow>({
      name: 'account-search',
      text: `SELECT ${ACCOUNT_COLUMNS} FROM account
              WHERE did > $1 AND ($2::text IS NULL OR strpos(lower(email), $2::text) > 0)
              ORDER BY did LIMIT $3::int4`,
      values: [after ?? '', email?.toLowerCase() ?? null, limit],
    })
    return rows.map(toAccount)
  }

  override async findWithPassword(
    key: AccountKey,
  ): Promise<{ account: Account; passwordHash: string | undefined } | undefined> {
    const row = await this.#find(key, `${ACCOUNT_COLUMNS}, password_hash`, 'account-credentials')
    return row && { account: toAccount(row), passwordHash: row.password_hash ?? undefined }
  }

  override async renewPasswordHash(did: Did, former: string, hash: string): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: 'UPDATE account SET password_hash = $3 WHERE did = $1 AND password_hash = $2',
      values: [did, former, hash],
    })
    return rowCount === 1
  }

  override async taken(
    handle: string,
    email: string | undefined,
  ): Promise<{ handle: boolean; email: boolean }> {
    const { rows } = await this.db.query<{ handle: boolean; email: boolean }>({
      name: 'account-taken',
      text: TAKEN,
      values: [handle.toLowerCase(), email?.toLowerCase() ?? null],
    })
    return rows[0]!
  }

  override async add(tx: Queryable, account: NewAccount): Promise<void> {
    const { did, handle, email, passwordHash, status, language } = account
    const values = [did, handle, email ?? null, passwordHash ?? null, status, language ?? null]
    try {
      await tx.query({ name: 'account-add', text: ADD, values })
    } catch (error) {
      throw asRefusal(error, account)
    }
  }

  override async change(on: Queryable, did: Did, change: AccountChange): Promise<boolean> {
    const fields = Object.entries(change).filter(([, value]) => value !== undefined)
    const set = fields.map(([field], i) => `${CHANGEABLE[field as keyof AccountChange]} = $${i + 2}`)
    if (set.length === 0) return true
    const text = `
      WITH changed AS (UPDATE account SET ${set.join(', ')} WHERE did = $1 RETURNING did)
      SELECT pg_notify('${ACCOUNT_CHANGED}', did) FROM changed`
    try {
      const { rowCount } = await on.query({ text, values: [did, ...fields.map(([, value]) => value)] })
      return rowCount === 1
    } catch (error) {
      throw asRefusal(error, change)
    }
  }

  override async remove(on: Queryable, did: Did): Promise<void> {
    await on.query({ name: 'account-remove', text: REMOVE, values: [did] })
  }

  async #find(key: AccountKey, columns: string, name: string): Promise<AccountRow | undefined> {
    const [[by, value]] = Object.entries(key) as [[keyof typeof WHERE, string]]
    // PostgreSQL has no texts with a NUL, so that nobody is called that.
    if (value.includes('\0')) return undefined
    const { rows } = await this.db.query<AccountRow>({
      name: `${name}-by-${by}`,
      text: `SELECT ${columns} FROM account WHERE ${WHERE[by]}`,
      values: [by === 'did' ? value : value.toLowerCase()],
    })
    return rows[0]
  }
}

/** Says which rule of uniqueness a statement broke; anything else stays the fault it is. */
function asRefusal(error: unknown, wanted: { handle?: string | null; email?: string | null }): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (code !== '23505') return error
  if (constraint?.includes('handle')) return new HandleTaken(wanted.handle ?? '')
  if (constraint?.includes('email')) return new EmailTaken(wanted.email ?? '')
  return new AccountExists()
}
