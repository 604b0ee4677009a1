import type { Queryable } from '../../database/index.js'
import type { Connection, ConnectionHealth } from './connection.js'

/** Wants to know how connections fare. Every provider of this class is found by itself. */
export abstract class ConnectionWatch {
  /**
   * Inside the transaction that notes it.
   * @param connection with what was found the last time
   */
  abstract looked(tx: Queryable, connection: Connection, health: ConnectionHealth): Promise<void>
}
