import type { Agent } from '../../audit/index.js'
import type { Connection } from './connection.js'

/** Somebody who looks after connections. */
export interface ConnectionKeeper {
  readonly agent: Agent
  /** Refuses a connection that is not theirs to change, or that they may not make what it would be, by throwing. */
  admit(connection: Connection): Promise<void>

  /** Refuses to let them say otherwise who the people of a connection are, by throwing. */
  admitProvider(connection: Connection): Promise<void>
}
