import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import type { Queryable } from '../../database/index.js'
import { ConnectionInspector } from './connection-inspector.js'
import { ConnectionWatch } from './connection-watch.js'
import type { Connection, ConnectionHealth, HealthCheck } from './connection.js'
import { IdentityProviders } from './identity-providers.js'

/** Everybody who has to do with how connections fare. */
@Injectable()
export class ConnectionLook {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly contributions: Contributions,
  ) {}

  /** What is found of a connection now: at its provider, and here. */
  async checks(connection: Connection): Promise<HealthCheck[]> {
    const checks = (await this.providers.of(connection.kind)?.health(connection)) ?? []
    for (const inspector of this.contributions.of(ConnectionInspector))
      checks.push(...(await inspector.inspect(connection)))
    return checks
  }

  /** Tells all who want to know. */
  async tell(tx: Queryable, connection: Connection, health: ConnectionHealth): Promise<void> {
    for (const watch of this.contributions.of(ConnectionWatch)) await watch.looked(tx, connection, health)
  }
}
