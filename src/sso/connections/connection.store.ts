import type { Queryable } from '../../database/index.js'
import type { Connection, ConnectionHealth } from './connection.js'

/** Where connections are kept. An organization has a few. */
export abstract class ConnectionStore {
  /** All of them, the oldest first. */
  abstract list(): Promise<Connection[]>

  abstract find(id: string, on?: Queryable): Promise<Connection | undefined>

  abstract add(tx: Queryable, connection: Connection): Promise<void>

  /** Puts a connection in the place of its last revision; `false` if somebody else has changed or removed it. */
  abstract replace(tx: Queryable, connection: Connection): Promise<boolean>

  /** Removes a connection, and its secrets; `false` if it is not there. */
  abstract remove(tx: Queryable, id: string): Promise<boolean>

  /** Notes what was found when a connection was looked at. */
  abstract noteHealth(tx: Queryable, id: string, health: ConnectionHealth): Promise<void>
}
