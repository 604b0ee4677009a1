import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { handlesBelow } from '../account/index.js'
import { boundedCount, Database, type Queryable, textArray } from '../database/index.js'

/** On which way somebody has come to terms: a page of ours, or where nobody could be asked. */
export const TERMS_WAYS = ['sign-up', 'organization', 'move', 'sign-in', 'api', 'administration'] as const
export type TermsWay = (typeof TERMS_WAYS)[number]

/** That somebody has agreed, or has got an account without being asked. */
export interface TermsAcceptance {
  readonly did: Did
  /** id of a version, or digest of the links that held before there was one */
  readonly version: string
  readonly at: Date
  readonly locale: string | undefined
  readonly ip: string | undefined
  readonly via: TermsWay
  /** false where nobody could be asked */
  readonly asked: boolean
}

/** The same in a list. */
export interface ListedAcceptance extends TermsAcceptance {
  readonly handle: string | undefined
  /** when it was (RFC 3339, to the microsecond) */
  readonly place: string
}

/** Which acceptances are looked for. */
export interface AcceptanceFilter {
  readonly version?: string | undefined
  readonly did?: string | undefined
  /** of members whose handles are below one of these; absent: of all */
  readonly domains?: readonly string[] | undefined
}

/** A part of the list. */
export interface AcceptanceSlice {
  readonly descending: boolean
  readonly limit: number
  readonly after: { readonly value: string; readonly id: string } | undefined
}

/** Whoever was not asked before may agree later. */
const ADD = `
  INSERT INTO terms_acceptance (did, version, accepted_at, locale, ip, via, asked) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (did, version) DO UPDATE
     SET accepted_at = excluded.accepted_at, locale = excluded.locale, ip = excluded.ip, via = excluded.via, asked = true
   WHERE excluded.asked AND NOT terms_acceptance.asked`

interface AcceptanceRow {
  did: Did
  version: string
  accepted_at: Date
  locale: string | null
  ip: string | null
  via: TermsWay
  asked: boolean
  handle: string | null
  place: string
}

/** Who has agreed to which version, in the table `terms_acceptance`. */
@Injectable()
export class TermsAcceptanceStore {
  constructor(private readonly db: Database) {}

  /** Keeps the first time that somebody has agreed. */
  async add(tx: Queryable | undefined, acceptance: TermsAcceptance): Promise<void> {
    const { did, version, at, locale, ip, via, asked } = acceptance
    const on = tx ?? this.db
    await on.query({ text: ADD, values: [did, version, at, locale ?? null, ip ?? null, via, asked] })
  }

  /** Whether somebody has agreed to one of these. */
  async hasAgreed(did: Did, versions: readonly string[]): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: `SELECT FROM terms_acceptance WHERE did = $1 AND version = ANY($2::text[]) AND asked LIMIT 1`,
      values: [did, textArray(versions)],
    })
    return rowCount > 0
  }

  /** How many have agreed to each version. */
  async agreed(): Promise<Map<string, number>> {
    const { rows } = await this.db.query<{ version: string; count: number }>({
      text: 'SELECT version, count(*) AS count FROM terms_acceptance WHERE asked GROUP BY version',
    })
    return new Map(rows.map(({ version, count }) => [version, count]))
  }

  async list(
    filter: AcceptanceFilter,
    { descending, limit, after }: AcceptanceSlice,
  ): Promise<ListedAcceptance[]> {
    const { where, values, param } = conditionsOf(filter)
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    if (after) {
      const [did, version] = after.id.split(' ', 2)
      const place = `(${param(after.value)}::timestamptz, ${param(did ?? '')}::text, ${param(version ?? '')}::text)`
      where.push(`(accepted_at, did, version) ${beyond} ${place}`)
    }
    const { rows } = await this.db.query<AcceptanceRow>({
      text: `SELECT terms_acceptance.*, (SELECT handle FROM account WHERE account.did = terms_acceptance.did) AS handle,
                    to_char(accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
               FROM terms_acceptance ${whereText(where)}
              ORDER BY accepted_at ${direction}, did ${direction}, version ${direction}
              LIMIT ${param(limit)}::int4`,
      values,
    })
    return rows.map(toListed)
  }

  async count(filter: AcceptanceFilter): Promise<number> {
    const { where, values } = conditionsOf(filter)
    const { rows } = await this.db.query<{ count: number }>({
      text: boundedCount(`SELECT FROM terms_acceptance ${whereText(where)}`),
      values,
    })
    return rows[0]!.count
  }

  async removeOf(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM terms_acceptance WHERE did = $1', values: [did] })
  }
}

function conditionsOf({ version, did, domains }: AcceptanceFilter) {
  const values: unknown[] = []
  const param = (value: unknown): string => `$${values.push(value)}`
  const where: string[] = []
  if (version !== undefined) where.push(`version = ${param(version)}::text`)
  if (did !== undefined) where.push(`did = ${param(did)}::text`)
  if (domains !== undefined)
    where.push(`did IN (SELECT account.did FROM account WHERE ${handlesBelow(domains, param)})`)
  return { where, values, param }
}

function whereText(where: readonly string[]): string {
  return where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
}

function toListed({ accepted_at: at, locale, ip, handle, ...row }: AcceptanceRow): ListedAcceptance {
  return { ...row, at, locale: locale ?? undefined, ip: ip ?? undefined, handle: handle ?? undefined }
}
