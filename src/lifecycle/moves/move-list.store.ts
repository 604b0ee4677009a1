import { Injectable } from '@nestjs/common'
import { type DidDocument, pdsOf } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { handlesBelow } from '../../account/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Database } from '../../database/index.js'

/** Whether an account comes, or goes. */
export const MOVE_DIRECTIONS = ['in', 'out'] as const
export type MoveDirection = (typeof MOVE_DIRECTIONS)[number]

/** An account that is on its way, with what is known here without asking anybody. */
export interface Move {
  readonly did: Did
  readonly handle: string | undefined
  readonly direction: MoveDirection
  /** since when it is on its way here, or is deactivated */
  readonly since: Date
  /** when the account was made (RFC 3339, to the microsecond) */
  readonly place: string
  /** when it goes by itself */
  readonly deleteAfter: Date | undefined
  /** whether a repository is being imported */
  readonly isImporting: boolean
  readonly hasRecords: boolean
  readonly lacksBlobs: boolean
  /** where the identity points, as its document had it when it was last looked at; undefined where that is not known */
  readonly pds: string | undefined
}

/** Which of them are looked for. */
export interface MoveFilter {
  readonly direction?: MoveDirection | undefined
  readonly did?: string | undefined
  /** those whose handles are below one of these; absent: all */
  readonly domains?: readonly string[] | undefined
}

/** A part of the list. */
export interface MoveSlice {
  readonly descending: boolean
  readonly limit: number
  readonly after: { readonly value: string; readonly id: string } | undefined
}

/** Who comes begins deactivated, and nothing was ever done to their state; all others were active here. */
const GOES = 'EXISTS (SELECT FROM account_history WHERE account_history.did = account.did)'

/** Whether a document that is kept names this server: then the account was only deactivated. */
const POINTS_HERE = (url: string) => `
  EXISTS (SELECT FROM did_document,
                 jsonb_array_elements(CASE WHEN jsonb_typeof(document -> 'service') = 'array'
                                           THEN document -> 'service' END) AS service
           WHERE did_document.did = account.did AND service ->> 'serviceEndpoint' = ${url}::text)`

const COLUMNS = `
  account.did, account.handle, account.created_at, account.deactivated_at, account.delete_after,
  to_char(account.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place,
  ${GOES} AS goes,
  EXISTS (SELECT FROM repo_import WHERE repo_import.did = account.did) AS is_importing,
  EXISTS (SELECT FROM repo JOIN repo_record USING (repo_id) WHERE repo.did = account.did) AS has_records,
  EXISTS (SELECT FROM repo JOIN repo_blob_ref ref USING (repo_id)
           WHERE repo.did = account.did
             AND NOT EXISTS (SELECT FROM blob WHERE blob.repo_id = ref.repo_id AND blob.cid = ref.cid)) AS lacks_blobs,
  (SELECT document FROM did_document WHERE did_document.did = account.did) AS document`

interface MoveRow {
  did: Did
  handle: string | null
  created_at: Date
  deactivated_at: Date | null
  delete_after: Date | null
  place: string
  goes: boolean
  is_importing: boolean
  has_records: boolean
  lacks_blobs: boolean
  document: DidDocument | null
}

/** Accounts that move here, or have moved away, by what is in the tables. */
@Injectable()
export class MoveListStore {
  constructor(
    private readonly db: Database,
    private readonly service: ServiceConfig,
  ) {}

  /** Those that are looked for, in the order in which their accounts were made. */
  async list(filter: MoveFilter, { descending, limit, after }: MoveSlice): Promise<Move[]> {
    const { where, values } = this.#conditions(filter)
    if (after) {
      const [value, id] = [values.push(after.value), values.push(after.id)]
      where.push(`(created_at, did) ${descending ? '<' : '>'} ($${value}::timestamptz, $${id}::text)`)
    }
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<MoveRow>({
      text: `SELECT ${COLUMNS} FROM account WHERE ${where.join(' AND ')}
              ORDER BY created_at ${direction}, did ${direction} LIMIT $${values.push(limit)}::int4`,
      values,
    })
    return rows.map(toMove)
  }

  async count(filter: MoveFilter): Promise<number> {
    const { where, values } = this.#conditions(filter)
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM account WHERE ${where.join(' AND ')}`,
      values,
    })
    return rows[0]!.count
  }

  #conditions({ direction, did, domains }: MoveFilter) {
    const values: unknown[] = []
    const param = (value: unknown): string => `$${values.push(value)}`
    const where = [
      `account.status = 'deactivated'`,
      `(NOT ${GOES} OR NOT ${POINTS_HERE(param(this.service.publicUrl))})`,
    ]
    if (direction !== undefined) where.push(direction === 'out' ? GOES : `NOT ${GOES}`)
    if (did !== undefined) where.push(`account.did = ${param(did)}::text`)
    if (domains !== undefined) where.push(handlesBelow(domains, param))
    return { where, values }
  }
}

function toMove(row: MoveRow): Move {
  const { did, handle, goes, created_at: createdAt, deactivated_at: deactivatedAt, document } = row
  return {
    ...{ did, handle: handle ?? undefined, direction: goes ? 'out' : 'in', place: row.place },
    since: (goes ? deactivatedAt : undefined) ?? createdAt,
    ...{ deleteAfter: row.delete_after ?? undefined, isImporting: row.is_importing },
    ...{ hasRecords: row.has_records, lacksBlobs: row.lacks_blobs },
    pds: (document && pdsOf(document)) ?? undefined,
  }
}
