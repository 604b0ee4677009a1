import type { Connection, HealthCheck } from './connection.js'

/** Looks at something that a connection needs besides its provider. Every provider of this class is found by itself. */
export abstract class ConnectionInspector {
  /** Never throws; nothing where there is nothing to look at. */
  abstract inspect(connection: Connection): Promise<HealthCheck[]>
}
