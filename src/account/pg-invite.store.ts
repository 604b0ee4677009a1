import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../database/index.js'
import type { InviteCode, InviteOrder } from './invite-code.js'
import {
  type InviteFilter,
  type InviteSlice,
  InviteStore,
  type ListedInvite,
  type NewInviteCodes,
} from './invite.store.js'

const ADD = `
  INSERT INTO invite_code (code, available_uses, disabled, for_account, created_by, created_at)
  SELECT code, $2::int4, false, $3::text, $4::text, $5::timestamptz FROM unnest($1::text[]) AS code`

const USABLE = `
  SELECT EXISTS (
    SELECT FROM invite_code invite
     WHERE invite.code = $1 AND NOT invite.disabled
       AND invite.available_uses > (SELECT count(*) FROM invite_code_use used WHERE used.code = invite.code)
       AND NOT EXISTS (
         SELECT FROM account
          WHERE account.did = invite.for_account AND account.status IN ('takendown', 'suspended', 'deleted'))
  ) AS usable`

const USE = 'INSERT INTO invite_code_use (code, used_by, used_at) VALUES ($1, $2, $3)'

const CODES = `
  SELECT invite.code, invite.available_uses, invite.disabled, invite.for_account, invite.created_by, invite.created_at,
         ARRAY(SELECT used.used_by FROM invite_code_use used WHERE used.code = invite.code
                ORDER BY used.used_at, used.used_by) AS used_by,
         ARRAY(SELECT used.used_at FROM invite_code_use used WHERE used.code = invite.code
                ORDER BY used.used_at, used.used_by) AS used_at
    FROM invite_code invite`

/** Milliseconds since the epoch, as cursors have them. */
const TIME = 'floor(extract(epoch FROM invite.created_at) * 1000)'
const USES = '(SELECT count(*) FROM invite_code_use used WHERE used.code = invite.code)'

const PAGE = (key: string) => `
  ${CODES}
   WHERE $2::float8 IS NULL OR (${key}, invite.code) < ($2::float8, $3::text)
   ORDER BY ${key} DESC, invite.code DESC LIMIT $1::int4`

const FILTER = `($1::text IS NULL OR invite.for_account = $1::text)
            AND ($2::boolean IS NULL OR invite.disabled = $2::boolean)`

interface CodeRow {
  code: string
  available_uses: number
  disabled: boolean
  for_account: string
  created_by: string
  created_at: Date
  used_by: string[]
  used_at: Date[]
}

/** Invite codes in the tables `invite_code` and `invite_code_use`. */
@Injectable()
export class PgInviteStore extends InviteStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(
    on: Queryable,
    { codes, uses, forAccount, createdBy, createdAt }: NewInviteCodes,
  ): Promise<void> {
    await on.query({ name: 'invite-add', text: ADD, values: [codes, uses, forAccount, createdBy, createdAt] })
  }

  override async isUsable(code: string): Promise<boolean> {
    // PostgreSQL has no texts with a NUL.
    return !code.includes('\0') && this.#isUsable(this.db, code)
  }

  override async redeem(tx: Queryable, code: string, usedBy: Did, usedAt: Date): Promise<boolean> {
    // The lock comes first, in a statement of its own: the next one then counts the uses of whoever held it before.
    await tx.query({
      name: 'invite-lock',
      text: 'SELECT FROM invite_code WHERE code = $1 FOR UPDATE',
      values: [code],
    })
    if (!(await this.#isUsable(tx, code))) return false
    await tx.query({ name: 'invite-use', text: USE, values: [code, usedBy, usedAt] })
    return true
  }

  override async givenTo(on: Queryable, accounts: readonly string[]): Promise<InviteCode[]> {
    const { rows } = await on.query<CodeRow>({
      name: 'invite-given-to',
      text: `${CODES} WHERE invite.for_account = ANY($1::text[]) ORDER BY invite.created_at, invite.code`,
      values: [textArray(accounts)],
    })
    return rows.map(toCode)
  }

  override async usedBy(dids: readonly Did[]): Promise<Map<Did, InviteCode>> {
    const { rows } = await this.db.query<CodeRow>({
      name: 'invite-used-by',
      text: `${CODES} WHERE invite.code IN (SELECT code FROM invite_code_use WHERE used_by = ANY($1::text[]))`,
      values: [textArray(dids)],
    })
    const wanted = new Set<string>(dids)
    const codes = rows.map(toCode)
    return new Map(
      codes.flatMap((code) =>
        code.uses
          .filter(({ usedBy }) => wanted.has(usedBy))
          .map(({ usedBy }) => [usedBy as Did, code] as const),
      ),
    )
  }

  override async disable(
    on: Queryable,
    codes: readonly string[],
    accounts: readonly string[],
  ): Promise<void> {
    await on.query({
      text: `UPDATE invite_code SET disabled = true
              WHERE code = ANY($1::text[]) OR for_account = ANY($2::text[])`,
      values: [textArray(codes), textArray(accounts)],
    })
  }

  override async page(
    order: InviteOrder,
    limit: number,
    after: { key: number; code: string } | undefined,
  ): Promise<InviteCode[]> {
    const { rows } = await this.db.query<CodeRow>({
      name: `invite-page-${order}`,
      text: PAGE(order === 'recent' ? TIME : USES),
      values: [limit, after?.key ?? null, after?.code ?? null],
    })
    return rows.map(toCode)
  }

  override async list(
    { forAccount, disabled }: InviteFilter,
    { descending, after, limit }: InviteSlice,
  ): Promise<ListedInvite[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<CodeRow & { place: string }>({
      text: `SELECT codes.*, to_char(codes.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
               FROM (${CODES}
                      WHERE ${FILTER}
                        AND ($3::timestamptz IS NULL
                             OR (invite.created_at, invite.code) ${beyond} ($3::timestamptz, $4::text))
                      ORDER BY invite.created_at ${direction}, invite.code ${direction} LIMIT $5::int4) AS codes
              ORDER BY codes.created_at ${direction}, codes.code ${direction}`,
      values: [forAccount ?? null, disabled ?? null, after?.value ?? null, after?.id ?? null, limit],
    })
    return rows.map((row) => ({ ...toCode(row), place: row.place }))
  }

  override async count({ forAccount, disabled }: InviteFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM invite_code invite WHERE ${FILTER}`,
      values: [forAccount ?? null, disabled ?? null],
    })
    return rows[0]!.count
  }

  async #isUsable(on: Queryable, code: string): Promise<boolean> {
    const { rows } = await on.query<{ usable: boolean }>({
      name: 'invite-usable',
      text: USABLE,
      values: [code],
    })
    return rows[0]?.usable ?? false
  }
}

function toCode(row: CodeRow): InviteCode {
  return {
    code: row.code,
    available: row.available_uses,
    disabled: row.disabled,
    forAccount: row.for_account,
    createdBy: row.created_by,
    createdAt: row.created_at,
    uses: row.used_by.map((usedBy, i) => ({ usedBy, usedAt: row.used_at[i]! })),
  }
}
