import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import type { Connection, ConnectionKind } from './connection.js'
import { ConnectionStore } from './connection.store.js'
import { IdentityProvider } from './identity-provider.js'

/** All kinds of identity providers that there are. */
@Injectable()
export class IdentityProviders {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly contributions: Contributions,
  ) {}

  /** A connection with what speaks its protocol; undefined if either is not there. */
  async find(
    connectionId: string,
  ): Promise<{ connection: Connection; provider: IdentityProvider } | undefined> {
    const connection = await this.connections.find(connectionId)
    const provider = connection && this.of(connection.kind)
    return provider && { connection, provider }
  }

  /** What speaks the protocol of a kind; undefined if nothing does. */
  of(kind: ConnectionKind): IdentityProvider | undefined {
    return this.contributions.of(IdentityProvider).find((one) => one.kind === kind)
  }
}
