import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { type HeldRole, isRoleId } from '../../roles/index.js'
import { MappedRoleStore } from './mapped-role.store.js'

/** Roles in the table `admin_mapped_role`. */
@Injectable()
export class PgMappedRoleStore extends MappedRoleStore {
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
    return rows.flatMap(({ role, domain }) =>
      isRoleId(role) ? [{ role, domain: domain === '' ? undefined : domain }] : [],
    )
  }
}
