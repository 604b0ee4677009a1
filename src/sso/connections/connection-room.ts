import { Injectable } from '@nestjs/common'
import { ExternalIdentityStore } from '../people/external-identity.store.js'
import { SsoConfig } from '../sso.config.js'
import { ConnectionStore } from './connection.store.js'
import { ConnectionInUse, TooManyConnections } from './connections.errors.js'
import { Connections } from './connections.js'

/** Where connections are, and whether there may be more or less of them. */
@Injectable()
export class ConnectionRoom {
  constructor(
    readonly store: ConnectionStore,
    private readonly identities: ExternalIdentityStore,
    private readonly known: Connections,
    private readonly config: SsoConfig,
  ) {}

  /** @throws {TooManyConnections} */
  async assertRoom(): Promise<void> {
    const { connectionsMax } = this.config
    if ((await this.store.list()).length >= connectionsMax) throw new TooManyConnections(connectionsMax)
  }

  /** @throws {ConnectionInUse} */
  async assertUnused(id: string): Promise<void> {
    const count = await this.identities.countOf(id)
    if (count > 0) throw new ConnectionInUse(count)
  }

  /** Whether somebody signs in with a connection, or could if it were enabled. */
  async isUsed(id: string): Promise<boolean> {
    return (await this.identities.countOf(id)) > 0
  }

  /** Whoever asks for connections on this node is told of a change at once. */
  changed(): void {
    this.known.changed()
  }
}
