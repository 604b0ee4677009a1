import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { HeldRole } from '../../roles/index.js'
import { type ConnectionPolicy, type FollowedPerson, SsoFollower } from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'
import { MappedRoleStore } from './mapped-role.store.js'

/** Gives members the roles of their groups at every sign-in, and takes away those of groups they have left. */
@Injectable()
export class GroupRoles extends SsoFollower {
  constructor(
    private readonly store: MappedRoleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async follow(tx: Queryable, { did, connection, claims }: FollowedPerson): Promise<void> {
    await this.#replace(tx, did, connection.id, rolesOf(connection.policy, claims.groups))
  }

  override unfollow(tx: Queryable, did: Did, connectionId: string): Promise<void> {
    return this.#replace(tx, did, connectionId, [])
  }

  async #replace(tx: Queryable, did: Did, connectionId: string, wanted: readonly HeldRole[]): Promise<void> {
    const roles = wanted.map(({ role, domain }) => ({ role, domain }))
    const former = await this.store.replace(tx, did, connectionId, roles, new Date(this.clock.nowMs()))
    if (areSame(former, roles)) return
    await this.audit.record(
      tx,
      { type: 'system', id: `connection ${connectionId}` },
      {
        action: 'role.map',
        target: { type: 'account', id: did },
        before: { roles: former },
        after: { roles },
      },
    )
  }
}

/** The roles that groups give by the rules of a connection. */
export function rolesOf({ roles }: Pick<ConnectionPolicy, 'roles'>, groups: readonly string[]): HeldRole[] {
  return roles.filter(({ group }) => groups.includes(group)).map(({ role, domain }) => ({ role, domain }))
}

/** Whether two lists of roles come to the same. */
export function areSame(one: readonly HeldRole[], other: readonly HeldRole[]): boolean {
  return textOf(one) === textOf(other)
}

/** The same text for the same roles, in whatever order. */
function textOf(roles: readonly HeldRole[]): string {
  return [...new Set(roles.map(({ role, domain = '' }) => `${role} ${domain}`))].sort().join()
}
