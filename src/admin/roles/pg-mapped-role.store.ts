import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type HeldRole, isRoleId } from '../../roles/index.js'
import { MappedRoleStore } from './mapped-role.store.js'

/** Roles in the table `admin_mapped_role`. */
@Injectable()
export class PgMappedRoleStore extends MappedRoleStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async replace(
    tx: Queryable,
    did: Did,
    connectionId: string,
    roles: readonly HeldRole[],
    now: Date,
  ): Promise<HeldRole[]> {
    const { rows } = await tx.query<{ role: string; domain: string }>({
      text: 'DELETE FROM admin_mapped_role WHERE did = $1 AND connection_id = $2::uuid RETURNING role, domain',
      values: [did, connectionId],
    })
    for (const { role, domain = '' } of roles) {
      await tx.query({
        text: `INSERT INTO admin_mapped_role (did, connection_id, role, domain, mapped_at)
               VALUES ($1, $2::uuid, $3, $4, $5) ON CONFLICT DO NOTHING`,
        values: [did, connectionId, role, domain, now],
      })
    }
    return rows.flatMap(heldOf)
  }

  override async of(
    connectionId: string,
    dids: readonly Did[],
  ): Promise<ReadonlyMap<Did, readonly HeldRole[]>> {
    const { rows } = await this.db.query<{ did: Did; role: string; domain: string }>({
      text: `SELECT did, role, domain FROM admin_mapped_role
              WHERE connection_id = $1::uuid AND did = ANY($2::text[]) ORDER BY did, role, domain`,
      values: [connectionId, dids],
    })
    const found = new Map<Did, HeldRole[]>()
    for (const { did, ...row } of rows) found.set(did, [...(found.get(did) ?? []), ...heldOf(row)])
    return found
  }
}

/** A role of another release is none. */
function heldOf({ role, domain }: { role: string; domain: string }): HeldRole[] {
  return isRoleId(role) ? [{ role, domain: domain === '' ? undefined : domain }] : []
}
