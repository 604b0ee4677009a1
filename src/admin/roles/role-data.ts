import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { OWNER } from '../../roles/index.js'
import { LastOwner } from '../admin.errors.js'
import { AssignmentStore } from './assignment.store.js'

/** Whoever leaves has no role any more; the last Owner who can sign in does not leave. */
@Injectable()
export class RoleData extends AccountData {
  override readonly known = {
    roles: `SELECT role, domain, expires_at, granted_by, granted_at FROM admin_role_assignment WHERE did = $1 ORDER BY granted_at`,
    rolesOfOrganizations: `SELECT role, domain, connection_id, mapped_at FROM admin_mapped_role WHERE did = $1 ORDER BY mapped_at`,
    tokens: `SELECT id, name, permissions, ip_allow, created_at, expires_at, revoked_at, used_at, used_ip
              FROM admin_token WHERE created_by = $1 ORDER BY created_at`,
  }

  constructor(private readonly store: AssignmentStore) {
    super()
  }

  /** @throws {LastOwner} */
  override async erase(tx: Queryable, did: Did): Promise<void> {
    const removed = await this.store.removeOf(tx, did)
    const wasOwner = removed.some(({ role, domain, expiresAt }) => role === OWNER.id && !domain && !expiresAt)
    if (!wasOwner) return
    await this.store.lockAll(tx)
    const left = await this.store.lasting(tx, OWNER.id)
    if (!left.some(({ canSignIn }) => canSignIn)) throw new LastOwner()
  }
}
