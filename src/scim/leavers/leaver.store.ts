import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { LeavingPolicy } from '../../sso/index.js'

/** What a connection has made of an account whose owner has left. */
export interface Leaver {
  readonly did: Did
  readonly connectionId: string
  readonly mode: LeavingPolicy['deprovision']
}

/** Where it is kept which connection has locked whom out, so that it takes back that and nothing else. */
export abstract class LeaverStore {
  abstract note(on: Queryable, leaver: Leaver, at: Date): Promise<void>

  /** Those of an account, of all connections. */
  abstract of(did: Did): Promise<Leaver[]>

  abstract forget(on: Queryable, did: Did, connectionId: string): Promise<void>

  /** Forgets all of an account. */
  abstract forgetAll(tx: Queryable, did: Did): Promise<void>
}
