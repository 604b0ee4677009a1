import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { isPermission } from '../../roles/index.js'
import { type CustomRole, CustomRoleStore } from './custom-role.store.js'

/** A role as it is stored; the columns of `admin_role`, also as JSON. */
export interface CustomRoleRow {
  id: string
  name: string
  help: string
  priority: number
  permissions: string[]
  created_by: string
  created_at: Date | string
  changed_at: Date | string
}

/** Roles of the organization's own, in the table `admin_role`. */
@Injectable()
export class PgCustomRoleStore extends CustomRoleStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async list(): Promise<CustomRole[]> {
    const { rows } = await this.db.query<CustomRoleRow>({
      text: 'SELECT * FROM admin_role ORDER BY priority DESC, id',
    })
    return rows.map(toCustomRole)
  }

  override async find(id: string, on: Queryable = this.db): Promise<CustomRole | undefined> {
    const { rows } = await on.query<CustomRoleRow>({
      text: 'SELECT * FROM admin_role WHERE id = $1',
      values: [id],
    })
    return rows[0] && toCustomRole(rows[0])
  }

  override async add(tx: Queryable, role: CustomRole): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `INSERT INTO admin_role (id, name, help, priority, permissions, created_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8) ON CONFLICT DO NOTHING`,
      values: [...contentOf(role), role.createdBy, role.createdAt, role.changedAt],
    })
    return rowCount === 1
  }

  override async change(tx: Queryable, role: CustomRole): Promise<void> {
    await tx.query({
      text: `UPDATE admin_role SET name = $2, help = $3, priority = $4, permissions = $5::jsonb, changed_at = $6
              WHERE id = $1`,
      values: [...contentOf(role), role.changedAt],
    })
  }

  override async remove(tx: Queryable, id: string): Promise<void> {
    await tx.query({ text: 'DELETE FROM admin_role WHERE id = $1', values: [id] })
  }
}

function contentOf({ id, name, help, priority, permissions }: CustomRole): unknown[] {
  return [id, name, help, priority, JSON.stringify(permissions)]
}

/** A role of its row. */
export function toCustomRole(row: CustomRoleRow): CustomRole {
  const { id, name, help, priority, permissions } = row
  return {
    ...{ id, name, help, priority, permissions: permissions.filter(isPermission) },
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    changedAt: new Date(row.changed_at),
  }
}
