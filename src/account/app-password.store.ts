import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** An app password as it is shown to its owner: never the secret. */
export interface AppPassword {
  readonly name: string
  /** Whether it also reaches what is sensitive, such as direct messages. */
  readonly privileged: boolean
  readonly createdAt: Date
}

/** Where app passwords are kept. */
export abstract class AppPasswordStore {
  /** Adds an app password; `false` if the account has one of this name. */
  abstract add(did: Did, password: AppPassword, passwordHash: string): Promise<boolean>
  /** The app password of an account with this hash. */
  abstract findByHash(did: Did, passwordHash: string): Promise<AppPassword | undefined>
  /** All of an account, oldest first. */
  abstract list(did: Did): Promise<AppPassword[]>
  abstract remove(on: Queryable, did: Did, name: string): Promise<void>
  abstract removeAll(on: Queryable, did: Did): Promise<void>
}
