import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import type { Connection, ConnectionKeeper } from '../../sso/index.js'
import type { Administrator } from '../access/administrator.js'
import { RankOf } from '../access/rank-of.js'
import { RoleOutranks } from '../admin.errors.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import { ConnectionViews } from './connection-views.js'

/**
 * Who may look after which connection. Whoever says where people come from, or what a directory tells of them, decides
 * who has the roles of its groups: a connection that gives roles is for those only who may give them by hand. And
 * whoever says which provider it is could be anybody who signs in with it: also nobody may who ranks below one of them.
 */
@Injectable()
export class ConnectionPowers {
  constructor(
    private readonly connections: ConnectionViews,
    private readonly roles: RoleAssignments,
    private readonly ranks: RankOf,
    private readonly audit: Audit,
  ) {}

  /** Somebody as they look after connections. */
  keeper(by: Administrator): ConnectionKeeper {
    return {
      agent: by.agent,
      admit: (connection) => this.#assertMay(connection, by),
      admitProvider: (connection) => this.assertMayChooseProvider(connection.id, by),
    }
  }

  /** @returns the connection @throws {NotThere | RoleOutranks} */
  async assertMayKeep(id: string, by: Administrator): Promise<Connection> {
    const connection = await this.connections.find(id)
    await this.#assertMay(connection, by)
    return connection
  }

  /** @throws {RoleOutranks} when somebody who signs in with the connection ranks higher */
  async assertMayChooseProvider(id: string, { grants, agent }: Administrator): Promise<void> {
    if ((await this.ranks.highestThrough(id)) <= grants.priority) return
    const target = { type: 'connection', id }
    await this.audit.note(agent, { action: 'connection.change', outcome: 'denied', target })
    throw new RoleOutranks()
  }

  #assertMay({ id, policy }: Connection, by: Administrator): Promise<void> {
    return this.roles.assertMayDecide(policy.roles, by, { type: 'connection', id })
  }
}
