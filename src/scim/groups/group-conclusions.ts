import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { type Connection, groupsInRules, Links } from '../../sso/index.js'
import { ScimUserStore } from '../users/scim-user.store.js'
import type { ScimGroup } from './scim-group.store.js'

/** What follows for people's accounts when a directory changes a group. */
@Injectable()
export class GroupConclusions {
  constructor(
    private readonly users: ScimUserStore,
    private readonly links: Links,
  ) {}

  /**
   * Draws them inside the caller's transaction, where the rules of the connection name the group; most do not.
   * @param groups the group, as it was and as it is
   * @param userIds people who are in it, or were
   */
  async draw(
    tx: Queryable,
    connection: Connection,
    groups: readonly ScimGroup[],
    userIds: readonly string[],
  ): Promise<void> {
    const wanted = groupsInRules(connection.policy)
    const isNamed = groups.some(
      ({ displayName, externalId }) =>
        wanted.has(displayName) || (externalId !== undefined && wanted.has(externalId)),
    )
    if (!isNamed || userIds.length === 0) return
    await this.links.reconsider(tx, connection, await this.users.accountsOf(tx, userIds))
  }
}
