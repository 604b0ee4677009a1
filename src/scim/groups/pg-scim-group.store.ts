import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import { asNotUnique } from '../protocol/as-not-unique.js'
import type { FilterTerms } from '../protocol/filter-reading.js'
import type { ListedPart, ListPlace } from '../protocol/list-request.js'
import { conditionOf, type FilterableAttribute } from '../protocol/term-conditions.js'
import {
  type GroupMember,
  type GroupNames,
  type ScimGroup,
  ScimGroupStore,
  type UserGroupNames,
} from './scim-group.store.js'

const ADD = `
  INSERT INTO scim_group (id, connection_id, display_name, external_id, version, created_at, updated_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5::int4, $6, $7)`

const REPLACE = `
  UPDATE scim_group SET display_name = $3, external_id = $4, version = $5::int4, updated_at = $6
   WHERE id = $1::uuid AND connection_id = $2::uuid AND version = $5::int4 - 1`

/** Whoever is in it already stays; those whom the directory does not know are not counted. */
const ADD_MEMBERS = `
  WITH known AS (SELECT id FROM scim_user WHERE connection_id = $2::uuid AND id = ANY($3::uuid[])),
       added AS (INSERT INTO scim_group_member (group_id, user_id) SELECT $1::uuid, id FROM known ON CONFLICT DO NOTHING)
  SELECT count(*) AS count FROM known`

const MEMBERS = `
  SELECT member.group_id AS "groupId", scim_user.id, scim_user.user_name AS "userName"
    FROM scim_group_member AS member JOIN scim_user ON scim_user.id = member.user_id
   WHERE member.group_id = ANY($1::uuid[]) ORDER BY member.group_id, scim_user.id`

const NAMES = `
  SELECT display_name AS name FROM scim_group WHERE connection_id = $1::uuid
  UNION SELECT external_id FROM scim_group WHERE connection_id = $1::uuid AND external_id IS NOT NULL`

const NAMES_OF = `
  SELECT scim_user.did,
         array_remove(array_agg(scim_group.display_name) || array_agg(scim_group.external_id), NULL) AS names
    FROM scim_user
    LEFT JOIN scim_group_member AS member ON member.user_id = scim_user.id
    LEFT JOIN scim_group ON scim_group.id = member.group_id
   WHERE scim_user.connection_id = $1::uuid AND scim_user.did = ANY($2::text[])
   GROUP BY scim_user.did`

const NAMES_OF_USER = `
  SELECT array_remove(array_agg(display_name) || array_agg(external_id), NULL) AS names
    FROM scim_group_member AS member JOIN scim_group ON scim_group.id = member.group_id
   WHERE scim_group.connection_id = $1::uuid AND member.user_id = $2::uuid`

const MEMBER = `EXISTS (SELECT FROM scim_group_member WHERE group_id = scim_group.id AND user_id::text $)`

/** What groups can be found by. */
const ATTRIBUTES: Readonly<Record<string, FilterableAttribute>> = {
  id: { kind: 'exact', sql: 'id::text $' },
  displayname: { kind: 'text', sql: 'lower(display_name) $' },
  externalid: { kind: 'exact', sql: 'external_id $' },
  members: { kind: 'exact', sql: MEMBER },
  'members.value': { kind: 'exact', sql: MEMBER },
}

interface GroupRow {
  id: string
  connection_id: string
  display_name: string
  external_id: string | null
  version: number
  created_at: Date
  updated_at: Date
}

/** Groups in the tables `scim_group` and `scim_group_member`. */
@Injectable()
export class PgScimGroupStore extends ScimGroupStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, group: ScimGroup): Promise<void> {
    const values = [...valuesOf(group), group.createdAt, group.updatedAt]
    await tx.query({ text: ADD, values }).catch(asNotUnique)
  }

  override async find(
    connectionId: string,
    id: string,
    on: Queryable = this.db,
  ): Promise<ScimGroup | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await on.query<GroupRow>({
      text: 'SELECT * FROM scim_group WHERE connection_id = $1::uuid AND id = $2::uuid',
      values: [connectionId, id],
    })
    return rows[0] && toGroup(rows[0])
  }

  override async list(
    connectionId: string,
    filter: FilterTerms | undefined,
    { offset, limit }: ListPlace,
  ): Promise<ListedPart<ScimGroup>> {
    const values: unknown[] = [connectionId]
    const condition = filter ? conditionOf(filter, ATTRIBUTES, (value) => `$${values.push(value)}`) : 'true'
    const where = `connection_id = $1::uuid AND ${condition}`
    const counted = await this.db.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM scim_group WHERE ${where}`,
      values: [...values],
    })
    const { rows } = await this.db.query<GroupRow>({
      text: `SELECT * FROM scim_group WHERE ${where} ORDER BY id
             OFFSET $${values.push(offset)}::int4 LIMIT $${values.push(limit)}::int4`,
      values,
    })
    return { total: counted.rows[0]!.total, part: rows.map(toGroup) }
  }

  override async replace(tx: Queryable, group: ScimGroup): Promise<boolean> {
    const result = await tx
      .query({ text: REPLACE, values: [...valuesOf(group), group.updatedAt] })
      .catch(asNotUnique)
    return result.rowCount === 1
  }

  override async remove(
    tx: Queryable,
    { connectionId, id, version }: Pick<ScimGroup, 'connectionId' | 'id' | 'version'>,
  ): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'DELETE FROM scim_group WHERE id = $1::uuid AND connection_id = $2::uuid AND version = $3::int4',
      values: [id, connectionId, version],
    })
    return rowCount === 1
  }

  override async membersOf(ids: readonly string[]): Promise<GroupMember[]> {
    if (ids.length === 0) return []
    return (await this.db.query<GroupMember>({ text: MEMBERS, values: [ids] })).rows
  }

  override async namesOf(
    connectionId: string,
    dids: readonly Did[],
    on: Queryable = this.db,
  ): Promise<GroupNames> {
    const known = await this.#known(connectionId, on)
    const { rows } = await on.query<{ did: Did; names: string[] }>({
      name: 'scim-group-names-of',
      text: NAMES_OF,
      values: [connectionId, dids],
    })
    return { known, ofPeople: new Map(rows.map(({ did, names }) => [did, names])) }
  }

  override async namesOfUser(connectionId: string, userId: string): Promise<UserGroupNames> {
    const known = await this.#known(connectionId, this.db)
    const { rows } = await this.db.query<{ names: string[] | null }>({
      name: 'scim-group-names-of-user',
      text: NAMES_OF_USER,
      values: [connectionId, userId],
    })
    return { known, own: rows[0]?.names ?? [] }
  }

  override async addMembers(
    tx: Queryable,
    { id, connectionId }: ScimGroup,
    userIds: readonly string[],
  ): Promise<number> {
    const known = userIds.filter(isTimedId)
    const { rows } = await tx.query<{ count: number }>({
      text: ADD_MEMBERS,
      values: [id, connectionId, known],
    })
    return rows[0]!.count
  }

  override async removeMembers(tx: Queryable, { id }: ScimGroup, userIds: readonly string[]): Promise<void> {
    await tx.query({
      text: 'DELETE FROM scim_group_member WHERE group_id = $1::uuid AND user_id = ANY($2::uuid[])',
      values: [id, userIds.filter(isTimedId)],
    })
  }

  override async removeAllMembers(tx: Queryable, { id }: ScimGroup): Promise<void> {
    await tx.query({ text: 'DELETE FROM scim_group_member WHERE group_id = $1::uuid', values: [id] })
  }

  async #known(connectionId: string, on: Queryable): Promise<ReadonlySet<string>> {
    const values = [connectionId]
    const { rows } = await on.query<{ name: string }>({ name: 'scim-group-names', text: NAMES, values })
    return new Set(rows.map(({ name }) => name))
  }
}

function valuesOf({ id, connectionId, displayName, externalId, version }: ScimGroup): unknown[] {
  return [id, connectionId, displayName, externalId ?? null, version]
}

function toGroup(row: GroupRow): ScimGroup {
  return {
    id: row.id,
    connectionId: row.connection_id,
    displayName: row.display_name,
    externalId: row.external_id ?? undefined,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
