import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import type { FilterTerms } from '../protocol/filter-reading.js'
import type { ListedPart, ListPlace } from '../protocol/list-request.js'
import { asNotUnique } from '../protocol/as-not-unique.js'
import { conditionOf, type FilterableAttribute } from '../protocol/term-conditions.js'
import { type GroupOfUser, type ScimUser, ScimUserStore } from './scim-user.store.js'

const ADD = `
  INSERT INTO scim_user
    (id, connection_id, user_name, external_id, active, attributes, did, version, created_at, updated_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6::jsonb, $7, $8::int4, $9, $10)`

const REPLACE = `
  UPDATE scim_user
     SET user_name = $3, external_id = $4, active = $5, attributes = $6::jsonb, did = coalesce($7::text, did),
         version = $8::int4, updated_at = $9
   WHERE id = $1::uuid AND connection_id = $2::uuid AND version = $8::int4 - 1`

const GROUPS_OF = `
  SELECT member.user_id AS "userId", scim_group.id, scim_group.display_name AS "displayName"
    FROM scim_group_member AS member JOIN scim_group ON scim_group.id = member.group_id
   WHERE member.user_id = ANY($1::uuid[]) ORDER BY scim_group.id`

const ADDRESS = `EXISTS (
  SELECT FROM jsonb_array_elements(CASE jsonb_typeof(attributes->'emails') WHEN 'array' THEN attributes->'emails' END) AS one
   WHERE lower(one->>'value') $)`

/** What people can be found by. */
const ATTRIBUTES: Readonly<Record<string, FilterableAttribute>> = {
  id: { kind: 'exact', sql: 'id::text $' },
  username: { kind: 'text', sql: 'lower(user_name) $' },
  externalid: { kind: 'exact', sql: 'external_id $' },
  active: { kind: 'flag', sql: 'active $' },
  displayname: { kind: 'text', sql: `lower(attributes->>'displayName') $` },
  emails: { kind: 'text', sql: ADDRESS },
  'emails.value': { kind: 'text', sql: ADDRESS },
}

interface UserRow {
  id: string
  connection_id: string
  user_name: string
  external_id: string | null
  active: boolean
  attributes: ScimUser['attributes']
  did: Did | null
  version: number
  created_at: Date
  updated_at: Date
}

/** People in the table `scim_user`. */
@Injectable()
export class PgScimUserStore extends ScimUserStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, user: ScimUser): Promise<void> {
    const values = [...valuesOf(user), user.createdAt, user.updatedAt]
    await tx.query({ name: 'scim-user-add', text: ADD, values }).catch(asNotUnique)
  }

  override async find(connectionId: string, id: string): Promise<ScimUser | undefined> {
    if (!isTimedId(id)) return undefined
    return this.#find('id = $2::uuid', [connectionId, id])
  }

  override findByExternalId(connectionId: string, externalId: string): Promise<ScimUser | undefined> {
    return this.#find('external_id = $2', [connectionId, externalId])
  }

  override async list(
    connectionId: string,
    filter: FilterTerms | undefined,
    { offset, limit }: ListPlace,
  ): Promise<ListedPart<ScimUser>> {
    const values: unknown[] = [connectionId]
    const condition = filter ? conditionOf(filter, ATTRIBUTES, (value) => `$${values.push(value)}`) : 'true'
    const where = `connection_id = $1::uuid AND ${condition}`
    const counted = await this.db.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM scim_user WHERE ${where}`,
      values: [...values],
    })
    const { rows } = await this.db.query<UserRow>({
      text: `SELECT * FROM scim_user WHERE ${where} ORDER BY id
             OFFSET $${values.push(offset)}::int4 LIMIT $${values.push(limit)}::int4`,
      values,
    })
    return { total: counted.rows[0]!.total, part: rows.map(toUser) }
  }

  override async replace(tx: Queryable, user: ScimUser): Promise<boolean> {
    const values = [...valuesOf(user), user.updatedAt]
    const result = await tx.query({ name: 'scim-user-replace', text: REPLACE, values }).catch(asNotUnique)
    return result.rowCount === 1
  }

  override async remove(
    tx: Queryable,
    { connectionId, id, version }: Pick<ScimUser, 'connectionId' | 'id' | 'version'>,
  ): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'DELETE FROM scim_user WHERE id = $1::uuid AND connection_id = $2::uuid AND version = $3::int4',
      values: [id, connectionId, version],
    })
    return rowCount === 1
  }

  override async link(tx: Queryable, id: string, did: Did): Promise<void> {
    await tx.query({ text: 'UPDATE scim_user SET did = $2 WHERE id = $1::uuid', values: [id, did] })
  }

  override async unlink(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'UPDATE scim_user SET did = NULL WHERE did = $1', values: [did] })
  }

  override async groupsOf(ids: readonly string[]): Promise<GroupOfUser[]> {
    if (ids.length === 0) return []
    return (await this.db.query<GroupOfUser>({ text: GROUPS_OF, values: [ids] })).rows
  }

  override async accountsOf(tx: Queryable, ids: readonly string[]): Promise<Did[]> {
    const { rows } = await tx.query<{ did: Did }>({
      text: 'SELECT did FROM scim_user WHERE id = ANY($1::uuid[]) AND did IS NOT NULL ORDER BY did',
      values: [ids.filter(isTimedId)],
    })
    return rows.map(({ did }) => did)
  }

  override async countActive(on: Queryable, connectionId: string): Promise<number> {
    const { rows } = await on.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM scim_user WHERE connection_id = $1::uuid AND active',
      values: [connectionId],
    })
    return rows[0]!.count
  }

  async #find(condition: string, values: readonly string[]): Promise<ScimUser | undefined> {
    const { rows } = await this.db.query<UserRow>({
      text: `SELECT * FROM scim_user WHERE connection_id = $1::uuid AND ${condition}`,
      values: [...values],
    })
    return rows[0] && toUser(rows[0])
  }
}

function valuesOf(user: ScimUser): unknown[] {
  const { id, connectionId, userName, externalId, active, attributes, did, version } = user
  return [
    id,
    connectionId,
    userName,
    externalId ?? null,
    active,
    JSON.stringify(attributes),
    did ?? null,
    version,
  ]
}

function toUser(row: UserRow): ScimUser {
  return {
    id: row.id,
    connectionId: row.connection_id,
    userName: row.user_name,
    externalId: row.external_id ?? undefined,
    active: row.active,
    attributes: row.attributes,
    did: row.did ?? undefined,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
