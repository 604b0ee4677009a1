import { Injectable } from '@nestjs/common'
import { handlesBelow } from '../../account/index.js'
import { Database } from '../../database/index.js'
import type { ExternalIdentity } from './external-identity.store.js'
import {
  type IdentityFilter,
  IdentityListStore,
  type IdentitySlice,
  type ListedIdentity,
} from './identity-list.store.js'
import { type IdentityRow, toIdentity } from './identity-row.js'

const PLACE = `to_char(linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Links as a list, by the indexes of the table `external_identity`. */
@Injectable()
export class PgIdentityListStore extends IdentityListStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async list(
    filter: IdentityFilter,
    { descending, limit, after }: IdentitySlice,
  ): Promise<ListedIdentity[]> {
    const { where, values } = conditionsOf(filter)
    if (after) {
      const [value, id] = [values.push(after.value), values.push(after.id)]
      where.push(`(linked_at, id) ${descending ? '<' : '>'} ($${value}::timestamptz, $${id}::uuid)`)
    }
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<IdentityRow & { id: string; place: string }>({
      text: `SELECT *, ${PLACE} AS place FROM external_identity ${whereText(where)}
              ORDER BY linked_at ${direction}, id ${direction} LIMIT $${values.push(limit)}::int4`,
      values,
    })
    return rows.map((row) => ({ place: { value: row.place, id: row.id }, identity: toIdentity(row) }))
  }

  override async count(filter: IdentityFilter): Promise<number> {
    const { where, values } = conditionsOf(filter)
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM external_identity ${whereText(where)}`,
      values,
    })
    return rows[0]!.count
  }

  override async byId(id: string): Promise<ExternalIdentity | undefined> {
    const { rows } = await this.db.query<IdentityRow>({
      text: 'SELECT * FROM external_identity WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toIdentity(rows[0])
  }
}

function conditionsOf({ connectionId, did, subject, domains }: IdentityFilter) {
  const values: unknown[] = []
  const param = (value: unknown): string => `$${values.push(value)}`
  const where: string[] = []
  if (connectionId !== undefined) where.push(`connection_id = ${param(connectionId)}::uuid`)
  if (did !== undefined) where.push(`did = ${param(did)}::text`)
  if (subject !== undefined) where.push(`subject = ${param(subject)}::text`)
  if (domains !== undefined)
    where.push(`did IN (SELECT did FROM account WHERE ${handlesBelow(domains, param)})`)
  return { where, values }
}

function whereText(where: readonly string[]): string {
  return where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
}
