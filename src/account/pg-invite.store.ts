import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../database/index.js'
import type { MailLanguage } from '../mail/index.js'
import type { AccountClass } from './facts/member-facts.js'
import type { AgentType } from '../audit/index.js'
import type { InviteTerms } from './invitations/invite-terms.js'
import type { CodeInUse, InviteCode, InviteOrder, InviteState, UsableInvite } from './invite-code.js'
import {
  type InviteFilter,
  type InviteSlice,
  InviteStore,
  type ListedInvite,
  type NewInviteCodes,
} from './invite.store.js'

const ADD = `
  INSERT INTO invite_code (code, available_uses, disabled, for_account, created_by, created_at,
                           expires_at, email_pattern, handle_domain, account_class, sent_to, language,
                           role, role_domain, maker_type, maker_id, suggested_handle)
  SELECT code, $2::int4, false, $3::text, $4::text, $5::timestamptz,
         $6::timestamptz, $7::text, $8::text, $9::text, $10::text, $11::text,
         $12::text, $13::text, $14::text, $15::text, $16::text
    FROM unnest($1::text[]) AS code`

/** Where a code stands, but for the time: an index has it like this. */
const STAGE = `CASE WHEN invite.disabled THEN 'revoked' WHEN invite.uses >= invite.available_uses THEN 'used' ELSE 'open' END`

/** Where a code stands at a time, as `inviteState` has it. @param now the parameter with the time */
const STATE = (now: string) =>
  `CASE WHEN ${STAGE} = 'open' AND invite.expires_at <= ${now}::timestamptz THEN 'expired' ELSE ${STAGE} END`

const USABLE = `
  SELECT invite.expires_at, invite.email_pattern, invite.handle_domain, invite.account_class,
         invite.role, invite.role_domain, invite.maker_type, invite.maker_id, invite.suggested_handle
    FROM invite_code invite
   WHERE invite.code = $1 AND ${STATE('$2')} = 'open'
     AND NOT EXISTS (
       SELECT FROM account
        WHERE account.did = invite.for_account AND account.status IN ('takendown', 'suspended', 'deleted'))`

const USE = 'INSERT INTO invite_code_use (code, used_by, used_at, is_awaited) VALUES ($1, $2, $3, $4)'

/** A code that gives a role is for one address. */
const AWAITED = `
  UPDATE invite_code_use used SET is_awaited = false FROM invite_code invite
   WHERE used.used_by = $1 AND used.is_awaited AND invite.code = used.code
     AND invite.email_pattern = $2 AND NOT invite.disabled
  RETURNING invite.*`

const CODES = `
  SELECT invite.*,
         ARRAY(SELECT used.used_by FROM invite_code_use used WHERE used.code = invite.code
                ORDER BY used.used_at, used.used_by) AS used_by,
         ARRAY(SELECT used.used_at FROM invite_code_use used WHERE used.code = invite.code
                ORDER BY used.used_at, used.used_by) AS used_at,
         ARRAY(SELECT used.is_awaited FROM invite_code_use used WHERE used.code = invite.code
                ORDER BY used.used_at, used.used_by) AS is_awaited
    FROM invite_code invite`

/** Milliseconds since the epoch, as cursors have them. */
const TIME = 'floor(extract(epoch FROM codes.created_at) * 1000)'

const PAGE = (key: string) => `
  SELECT codes.*, ${key}::text AS place
    FROM (${CODES}) AS codes
   WHERE $2::float8 IS NULL OR (${key}, codes.id) < ($2::float8, $3::int8)
   ORDER BY ${key} DESC, codes.id DESC LIMIT $1::int4`

const FILTER = `($1::text IS NULL OR invite.for_account = $1::text)
            AND ($2::boolean IS NULL OR CASE WHEN $2::boolean THEN ${STAGE} = 'revoked' ELSE NOT invite.disabled END)
            AND ($3::text IS NULL
                 OR ${STAGE} = CASE $3::text WHEN 'expired' THEN 'open' ELSE $3::text END
                    AND ${STATE('$4')} = $3::text)`

interface UsableRow {
  expires_at: Date | null
  email_pattern: string | null
  handle_domain: string | null
  account_class: AccountClass | null
  role: string | null
  role_domain: string | null
  maker_type: AgentType | null
  maker_id: string | null
  suggested_handle: string | null
}

interface CodeRow extends UsableRow {
  code: string
  available_uses: number
  disabled: boolean
  for_account: string
  created_by: string
  created_at: Date
  used_by: string[]
  used_at: Date[]
  is_awaited: boolean[]
  sent_to: string | null
  sent_at: Date | null
  language: MailLanguage | null
}

interface ListedRow extends CodeRow {
  id: number
  place: string
}

/** Invite codes in the tables `invite_code` and `invite_code_use`. */
@Injectable()
export class PgInviteStore extends InviteStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(
    on: Queryable,
    { codes, uses, forAccount, createdBy, createdAt, maker, terms = {}, letter }: NewInviteCodes,
  ): Promise<void> {
    const values = [
      ...[codes, uses, forAccount, createdBy, createdAt, terms.expiresAt ?? null, terms.emailPattern ?? null],
      ...[
        terms.handleDomain ?? null,
        terms.accountClass ?? null,
        letter?.to ?? null,
        letter?.language ?? null,
      ],
      ...[terms.role?.id ?? null, terms.role?.domain ?? null, maker?.type ?? null, maker?.id ?? null],
      terms.suggestedHandle ?? null,
    ]
    await on.query({ name: 'invite-add', text: ADD, values })
  }

  override async usable(code: string, now: Date): Promise<UsableInvite | undefined> {
    return this.#usable(this.db, code, now)
  }

  override async redeem(
    tx: Queryable,
    code: string,
    usedBy: Did,
    usedAt: Date,
  ): Promise<UsableInvite | undefined> {
    // The lock comes first, in a statement of its own: the next one then counts the uses of whoever held it before.
    await tx.query({
      name: 'invite-lock',
      text: 'SELECT FROM invite_code WHERE code = $1 FOR UPDATE',
      values: [code],
    })
    const invite = await this.#usable(tx, code, usedAt)
    const values = [code, usedBy, usedAt, invite?.role !== undefined]
    if (invite) await tx.query({ name: 'invite-use', text: USE, values })
    return invite
  }

  override async awaited(tx: Queryable, did: Did, email: string): Promise<CodeInUse[]> {
    const { rows } = await tx.query<UsableRow & { code: string }>({
      name: 'invite-awaited',
      text: AWAITED,
      values: [did, email],
    })
    return rows.map((row) => ({ ...toUsable(row), code: row.code }))
  }

  override async find(code: string): Promise<InviteCode | undefined> {
    if (code.includes('\0')) return undefined
    const { rows } = await this.db.query<CodeRow>({
      name: 'invite-find',
      text: `${CODES} WHERE invite.code = $1`,
      values: [code],
    })
    return rows[0] && toCode(rows[0])
  }

  override async invited(emails: readonly string[], now: Date): Promise<string[]> {
    const { rows } = await this.db.query<{ sent_to: string }>({
      text: `SELECT DISTINCT invite.sent_to FROM invite_code invite
              WHERE invite.sent_to = ANY($1::text[]) AND ${STATE('$2')} = 'open'`,
      values: [textArray(emails), now],
    })
    return rows.map(({ sent_to: email }) => email)
  }

  override async sent(tx: Queryable, code: string, at: Date): Promise<void> {
    await tx.query({ text: 'UPDATE invite_code SET sent_at = $2 WHERE code = $1', values: [code, at] })
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
    at: Date,
  ): Promise<void> {
    await on.query({
      text: `UPDATE invite_code SET disabled = true, revoked_at = $3::timestamptz
              WHERE NOT disabled AND (code = ANY($1::text[]) OR for_account = ANY($2::text[]))`,
      values: [textArray(codes), textArray(accounts), at],
    })
  }

  override async page(
    order: InviteOrder,
    limit: number,
    after: { key: number; id: string } | undefined,
  ): Promise<ListedInvite[]> {
    const { rows } = await this.db.query<ListedRow>({
      name: `invite-page-${order}`,
      text: PAGE(order === 'recent' ? TIME : 'codes.uses'),
      values: [limit, after?.key ?? null, after?.id ?? null],
    })
    return rows.map(toListed)
  }

  override async list(
    filter: InviteFilter,
    { descending, after, limit }: InviteSlice,
  ): Promise<ListedInvite[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<ListedRow>({
      text: `SELECT codes.*, to_char(codes.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
               FROM (${CODES}
                      WHERE ${FILTER}
                        AND ($5::timestamptz IS NULL
                             OR (invite.created_at, invite.id) ${beyond} ($5::timestamptz, $6::int8))
                      ORDER BY invite.created_at ${direction}, invite.id ${direction} LIMIT $7::int4) AS codes
              ORDER BY codes.created_at ${direction}, codes.id ${direction}`,
      values: [...filterValues(filter), after?.value ?? null, after?.id ?? null, limit],
    })
    return rows.map(toListed)
  }

  override async count(filter: InviteFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM invite_code invite WHERE ${FILTER}`,
      values: filterValues(filter),
    })
    return rows[0]!.count
  }

  override async census(now: Date): Promise<Record<InviteState | 'sent', number>> {
    const { rows } = await this.db.query<{ state: InviteState; count: number; sent: number }>({
      text: `SELECT ${STATE('$1')} AS state, count(*) AS count, count(invite.sent_at) AS sent
               FROM invite_code invite GROUP BY 1`,
      values: [now],
    })
    const counts = { open: 0, used: 0, expired: 0, revoked: 0, sent: 0 }
    for (const { state, count, sent } of rows) {
      counts[state] = count
      counts.sent += sent
    }
    return counts
  }

  async #usable(on: Queryable, code: string, now: Date): Promise<UsableInvite | undefined> {
    // PostgreSQL has no texts with a NUL.
    if (code.includes('\0')) return undefined
    const { rows } = await on.query<UsableRow>({ name: 'invite-usable', text: USABLE, values: [code, now] })
    return rows[0] && toUsable(rows[0])
  }
}

function filterValues({ forAccount, disabled, state }: InviteFilter): unknown[] {
  return [forAccount ?? null, disabled ?? null, state?.is ?? null, state?.at ?? null]
}

function toUsable(row: UsableRow): UsableInvite {
  return {
    ...termsIn(row),
    ...(row.maker_type && { maker: { type: row.maker_type, id: row.maker_id ?? undefined } }),
  }
}

function termsIn(row: UsableRow): InviteTerms {
  return {
    ...(row.expires_at && { expiresAt: row.expires_at }),
    ...(row.email_pattern !== null && { emailPattern: row.email_pattern }),
    ...(row.handle_domain !== null && { handleDomain: row.handle_domain }),
    ...(row.suggested_handle !== null && { suggestedHandle: row.suggested_handle }),
    ...(row.account_class && { accountClass: row.account_class }),
    ...(row.role !== null && { role: { id: row.role, domain: row.role_domain ?? undefined } }),
  }
}

function toListed(row: ListedRow): ListedInvite {
  return { ...toCode(row), place: row.place, id: String(row.id) }
}

function toCode(row: CodeRow): InviteCode {
  const { sent_to: to, sent_at: sentAt, language } = row
  return {
    code: row.code,
    available: row.available_uses,
    disabled: row.disabled,
    forAccount: row.for_account,
    createdBy: row.created_by,
    createdAt: row.created_at,
    uses: row.used_by.map((usedBy, i) => ({
      usedBy,
      usedAt: row.used_at[i]!,
      isAwaited: row.is_awaited[i]!,
    })),
    ...toUsable(row),
    ...(to !== null && language && { letter: { to, language, ...(sentAt && { sentAt }) } }),
  }
}
