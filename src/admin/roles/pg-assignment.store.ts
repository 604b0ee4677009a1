import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type HeldRole, isRoleId, type Role } from '../../roles/index.js'
import type { Slice } from '../api/list-page.js'
import { isTimedId } from '../api/timed-id.js'
import { CustomRoleStore } from './custom-role.store.js'
import { type CustomRoleRow, toCustomRole } from './pg-custom-role.store.js'
import {
  type Assignment,
  type AssignmentFilter,
  AssignmentStore,
  type LastingHolder,
} from './assignment.store.js'

const PUT = `
  INSERT INTO admin_role_assignment (id, did, role, domain, expires_at, granted_by, granted_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (did, role, coalesce(domain, '')) DO UPDATE
     SET expires_at = excluded.expires_at, granted_by = excluded.granted_by, granted_at = excluded.granted_at
  RETURNING *`

/** Assignments, with roles of the organization's own as JSON. */
const ASSIGNMENTS = `
  SELECT held.*, to_jsonb(custom) AS custom
    FROM admin_role_assignment held LEFT JOIN admin_role custom ON custom.id = held.role`

/** Whether the owner of an account may act by it. */
const CAN_SIGN_IN = `account.status = 'active' AND account.locked_at IS NULL`

/** What somebody was given by hand, and by their groups. */
const HELD = `
  SELECT held.role, held.domain, to_jsonb(custom) AS custom
    FROM (SELECT role, domain FROM admin_role_assignment
           WHERE did = $1 AND (expires_at IS NULL OR expires_at > $2::timestamptz)
          UNION
          SELECT role, nullif(domain, '') FROM admin_mapped_role WHERE did = $1) held
    LEFT JOIN admin_role custom ON custom.id = held.role`

/** Of somebody whose account is as {@link PgAssignmentStore.lasting} has it of those who can sign in. */
const USABLE = `${HELD} WHERE EXISTS (SELECT FROM account WHERE account.did = $1 AND ${CAN_SIGN_IN})`

const FILTER = '($1::text IS NULL OR role = $1::text) AND ($2::text IS NULL OR did = $2::text)'

interface HeldRow {
  role: string
  domain: string | null
  custom?: CustomRoleRow | null
}

interface AssignmentRow extends HeldRow {
  id: string
  did: Did
  expires_at: Date | null
  granted_by: Did | null
  granted_at: Date
}

/** Who administers, in the table `admin_role_assignment`. It is small: an organization has tens of administrators. */
@Injectable()
export class PgAssignmentStore extends AssignmentStore {
  constructor(
    private readonly db: Database,
    private readonly roles: CustomRoleStore,
  ) {
    super()
  }

  override async heldBy(did: Did, now: Date, on: Queryable = this.db): Promise<HeldRole[]> {
    const { rows } = await on.query<HeldRow>({
      name: 'admin-roles-held',
      text: HELD,
      values: [did, now],
    })
    return rows.filter(isKnown).map(toHeldRole)
  }

  override async usableBy(did: Did, now: Date): Promise<HeldRole[]> {
    const { rows } = await this.db.query<HeldRow>({
      name: 'admin-roles-usable',
      text: USABLE,
      values: [did, now],
    })
    return rows.filter(isKnown).map(toHeldRole)
  }

  override async administratorsThrough(connectionId: string): Promise<Did[]> {
    const { rows } = await this.db.query<{ did: Did }>({
      text: `SELECT did FROM (SELECT did FROM admin_role_assignment UNION SELECT did FROM admin_mapped_role) AS holder
              WHERE EXISTS (SELECT FROM external_identity AS person
                             WHERE person.did = holder.did AND person.connection_id = $1::uuid)`,
      values: [connectionId],
    })
    return rows.map(({ did }) => did)
  }

  override async customRole(id: string, on: Queryable = this.db): Promise<Role | undefined> {
    return this.roles.find(id, on)
  }

  override async find(id: string): Promise<Assignment | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<AssignmentRow>({
      text: `${ASSIGNMENTS} WHERE held.id = $1::uuid`,
      values: [id],
    })
    return toAssignments(rows)[0]
  }

  override async list(
    { role, did }: AssignmentFilter,
    { after, descending, limit }: Slice,
  ): Promise<Assignment[]> {
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<AssignmentRow>({
      text: `${ASSIGNMENTS}
              WHERE ${FILTER} AND ($3::uuid IS NULL OR held.id ${descending ? '<' : '>'} $3::uuid)
              ORDER BY held.id ${direction} LIMIT $4::int4`,
      values: [role ?? null, did ?? null, after && isTimedId(after.id) ? after.id : null, limit],
    })
    return toAssignments(rows)
  }

  override async count({ role, did }: AssignmentFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM admin_role_assignment WHERE ${FILTER}`,
      values: [role ?? null, did ?? null],
    })
    return rows[0]!.count
  }

  override async lockAll(tx: Queryable): Promise<void> {
    // Readers go on; of two who take the last Owners away at a time, the second one sees that.
    await tx.query({ text: 'LOCK TABLE admin_role_assignment IN SHARE ROW EXCLUSIVE MODE' })
  }

  override async put(tx: Queryable, assignment: Assignment): Promise<Assignment> {
    const { id, did, role, domain, expiresAt, grantedBy, grantedAt } = assignment
    const { rows } = await tx.query<AssignmentRow>({
      text: PUT,
      values: [id, did, role, domain ?? null, expiresAt ?? null, grantedBy ?? null, grantedAt],
    })
    return toAssignments(rows, assignment.custom)[0]!
  }

  override async remove(tx: Queryable, id: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'DELETE FROM admin_role_assignment WHERE id = $1::uuid',
      values: [id],
    })
    return rowCount === 1
  }

  override async removeOf(tx: Queryable, did: Did): Promise<Assignment[]> {
    const { rows } = await tx.query<AssignmentRow>({
      text: 'DELETE FROM admin_role_assignment WHERE did = $1 RETURNING *',
      values: [did],
    })
    return toAssignments(rows)
  }

  override async lasting(on: Queryable | undefined, role: string): Promise<LastingHolder[]> {
    const { rows } = await (on ?? this.db).query<{ did: Did; can_sign_in: boolean }>({
      text: `SELECT held.did, coalesce(${CAN_SIGN_IN}, false) AS can_sign_in
               FROM admin_role_assignment held LEFT JOIN account ON account.did = held.did
              WHERE role = $1 AND domain IS NULL AND expires_at IS NULL`,
      values: [role],
    })
    return rows.map((row) => ({ did: row.did, canSignIn: row.can_sign_in }))
  }
}

/** A role that a later release knows is none here. */
const isKnown = ({ role, custom }: HeldRow): boolean => Boolean(custom) || isRoleId(role)

function toHeldRole({ role, domain, custom }: HeldRow): HeldRole {
  return { role, ...(custom && { custom: toCustomRole(custom) }), domain: domain ?? undefined }
}

function toAssignments(rows: readonly AssignmentRow[], known?: Assignment['custom']): Assignment[] {
  return rows
    .filter((row) => known !== undefined || isKnown(row))
    .map((row) => ({
      ...(known && { custom: known }),
      ...toHeldRole(row),
      id: row.id,
      did: row.did,
      expiresAt: row.expires_at ?? undefined,
      grantedBy: row.granted_by ?? undefined,
      grantedAt: row.granted_at,
    }))
}
