import { Injectable } from '@nestjs/common'
import type { Connection } from '../connections/connection.js'
import { Connections } from '../connections/connections.js'
import { type KnownName, policiesFor } from './connection-choice.js'

/** Knows with which organization somebody has to sign in whose password opens nothing. */
@Injectable()
export class RequiredSignIn {
  constructor(private readonly connections: Connections) {}

  /** The connection for whoever has such a name; undefined where a password will do. That of the longest domain counts. */
  async of(name: KnownName): Promise<Connection | undefined> {
    const [policy] = policiesFor(await this.connections.enabled(), name)
    return policy?.domain.enforcement === 'required' ? policy.connection : undefined
  }
}
