import { Injectable } from '@nestjs/common'
import type { Connection, ConnectionKeeper } from '../../sso/index.js'
import type { Administrator } from '../access/administrator.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import { ConnectionViews } from './connection-views.js'

/**
 * Who may look after which connection. Whoever says where people come from, or what a directory tells of them, decides
 * who has the roles of its groups: a connection that gives roles is for those only who may give them by hand.
 */
@Injectable()
export class ConnectionPowers {
  constructor(
    private readonly connections: ConnectionViews,
    private readonly roles: RoleAssignments,
  ) {}

  /** Somebody as they look after connections. */
  keeper(by: Administrator): ConnectionKeeper {
    return { agent: by.agent, admit: (connection) => this.#assertMay(connection, by) }
  }

  /** @returns the connection @throws {NotThere | RoleOutranks} */
  async assertMayKeep(id: string, by: Administrator): Promise<Connection> {
    const connection = await this.connections.find(id)
    await this.#assertMay(connection, by)
    return connection
  }

  #assertMay({ id, policy }: Connection, by: Administrator): Promise<void> {
    return this.roles.assertMayDecide(policy.roles, by, { type: 'connection', id })
  }
}
