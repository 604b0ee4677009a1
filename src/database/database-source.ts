import type { ClientConfig } from 'pg'

/** Where the database is: one implementation brings an embedded PostgreSQL, the other expects an external one. */
export abstract class DatabaseSource {
  /** For messages to the operator; without credentials. */
  abstract readonly description: string

  /** How to connect; `max` and the like are the caller's. */
  abstract readonly connection: Readonly<ClientConfig>

  /** Makes sure that the database accepts connections. */
  abstract start(): Promise<void>

  /** Ends what {@link start} began. All connections must have been closed before. */
  abstract stop(): Promise<void>
}
