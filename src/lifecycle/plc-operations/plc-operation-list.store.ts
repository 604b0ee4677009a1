import { Injectable } from '@nestjs/common'
import { boundedCount, Database } from '../../database/index.js'
import type { PlcRefusal } from '../../identity/index.js'

/** How far an operation is: under way, not taken in its time, given up since it was refused, or in the built-in directory. */
export const PLC_OPERATION_STATES = ['pending', 'failed', 'refused', 'published'] as const
export type PlcOperationState = (typeof PLC_OPERATION_STATES)[number]

/** What an operation does: makes an identity, gives it a handle or signing key, changes it otherwise, or ends it. */
export type PlcOperationKind = 'create' | 'handle' | 'signing-key' | 'change' | 'end'

/** An operation on an identity, as far as this server keeps it. */
export interface KeptPlcOperation {
  /** among those of its time */
  readonly id: string
  readonly did: string
  readonly kind: PlcOperationKind
  /** that the identity is to have, or has then */
  readonly handle: string | undefined
  readonly state: PlcOperationState
  /** whether a higher key has overruled it */
  readonly isOverruled: boolean
  /** what the directory said when it was not taken the last time; undefined: nothing yet */
  readonly refusal: PlcRefusal | undefined
  /** when it was begun or published */
  readonly at: Date
  /** the same (RFC 3339, to the microsecond) */
  readonly place: string
}

/** Which operations are looked for. */
export interface PlcOperationFilter {
  readonly state?: PlcOperationState | undefined
  readonly did?: string | undefined
  /** what was begun before has failed so far */
  readonly failedBefore: Date
}

/** A part of the list. */
export interface PlcOperationSlice {
  readonly descending: boolean
  readonly limit: number
  readonly after: { readonly value: string; readonly id: string } | undefined
}

/** What has not come to its end is little: accounts and handles in the making, and keys that were set apart. */
const UNFINISHED = `
  SELECT 'create:' || did AS id, did, 'create' AS kind, nullif(handle, did) AS handle, updated_at AS at,
         step <> 'reserved' OR updated_at < $1::timestamptz AS is_late
    FROM account_draft
  UNION ALL
  SELECT 'handle:' || did, did, 'handle', handle, claimed_at, claimed_at < $1::timestamptz FROM handle_claim
   WHERE did LIKE 'did:plc:%'
  UNION ALL
  SELECT 'signing-key:' || did, did, 'signing-key', NULL, taken_at, taken_at < $1::timestamptz
    FROM reserved_signing_key WHERE taken_at IS NOT NULL AND did LIKE 'did:plc:%'`

/** What was refused and is under way no more: it is not tried again. */
const REFUSED = `
  SELECT 'refused:' || did AS id, did, kind, NULL AS handle, at, false AS is_late FROM plc_refusal
   WHERE NOT EXISTS (SELECT FROM (${UNFINISHED}) AS begun WHERE begun.did = plc_refusal.did)`

const PUBLISHED = `
  SELECT cid AS id, did, created_at AS at, nullified,
         CASE WHEN operation ->> 'type' = 'plc_tombstone' THEN 'end'
              WHEN operation ->> 'prev' IS NULL THEN 'create' ELSE 'change' END AS kind,
         substring(operation -> 'alsoKnownAs' ->> 0 FROM '^at://(.*)$') AS handle
    FROM plc_operation`

interface OperationRow {
  id: string
  did: string
  kind: PlcOperationKind
  handle: string | null
  state: PlcOperationState
  nullified: boolean
  status: number | null
  message: string | null
  refused_at: Date | null
  at: Date
  place: string
}

/** Operations on identities that this server has in its tables, in the order in which they were begun. */
@Injectable()
export class PlcOperationListStore {
  constructor(private readonly db: Database) {}

  async list(filter: PlcOperationFilter, slice: PlcOperationSlice): Promise<KeptPlcOperation[]> {
    const { descending, limit, after } = slice
    const [beyond, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC']
    const isBeyond = `($4::timestamptz IS NULL OR (at, id) ${beyond} ($4::timestamptz, $5::text))`
    const order = `ORDER BY at ${direction}, id ${direction} LIMIT $6::int4`
    const { rows } = await this.db.query<OperationRow>({
      text: `SELECT operations.*, status, message, refusal.at AS refused_at,
                    to_char(operations.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS place
               FROM ((SELECT * FROM (${unfinished()}) AS unfinished WHERE ${isBeyond} ${order})
                     UNION ALL
                     (SELECT * FROM (${published()}) AS published WHERE ${isBeyond} ${order})) AS operations
               LEFT JOIN plc_refusal AS refusal ON refusal.did = operations.did AND state <> 'published'
              ORDER BY operations.at ${direction}, id ${direction} LIMIT $6::int4`,
      values: [...valuesOf(filter), after?.value ?? null, after?.id ?? null, limit],
    })
    return rows.map(({ handle, nullified: isOverruled, status, message, refused_at: refusedAt, ...row }) => ({
      ...row,
      handle: handle ?? undefined,
      isOverruled,
      refusal: refusedAt ? { status: status ?? undefined, message: message ?? undefined } : undefined,
    }))
  }

  async count(filter: PlcOperationFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: boundedCount(`(${unfinished()}) UNION ALL (${published()})`),
      values: valuesOf(filter),
    })
    return rows[0]!.count
  }
}

const COLUMNS = 'id, did, kind, handle, at'

function unfinished(): string {
  const state = `CASE WHEN is_late THEN 'failed' ELSE 'pending' END`
  return `SELECT ${COLUMNS}, false AS nullified, ${state} AS state FROM (${UNFINISHED}) AS begun
           WHERE ($2::text IS NULL OR ${state} = $2::text) AND ($3::text IS NULL OR did = $3::text)
          UNION ALL
          SELECT ${COLUMNS}, false, 'refused' FROM (${REFUSED}) AS refused
           WHERE ($2::text IS NULL OR $2::text = 'refused') AND ($3::text IS NULL OR did = $3::text)`
}

function published(): string {
  return `SELECT ${COLUMNS}, nullified, 'published' AS state FROM (${PUBLISHED}) AS kept
           WHERE ($2::text IS NULL OR $2::text = 'published') AND ($3::text IS NULL OR did = $3::text)`
}

function valuesOf({ failedBefore, state, did }: PlcOperationFilter): unknown[] {
  return [failedBefore, state ?? null, did ?? null]
}
