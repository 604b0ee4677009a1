import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A passkey as it is stored. */
export interface StoredPasskey {
  /** of the credential, in base64url */
  readonly id: string
  readonly did: Did
  readonly name: string
  /** in COSE */
  readonly publicKey: Uint8Array
  /** of signatures; 0 if it does not count them */
  readonly counter: number
  /** how browsers reach it, such as `internal` or `usb` */
  readonly transports: readonly string[]
  readonly isSynced: boolean
  readonly createdAt: Date
  readonly lastUsedAt: Date | undefined
}

/** Where passkeys are kept. */
export abstract class PasskeyStore {
  /** Adds one; `false` if there is one of this id, of whatever account. */
  abstract add(on: Queryable, passkey: StoredPasskey): Promise<boolean>

  abstract find(id: string): Promise<StoredPasskey | undefined>

  /** All of an account, oldest first. */
  abstract list(did: Did, on?: Queryable): Promise<StoredPasskey[]>

  /** Notes a use; `false` if it is gone, or has counted as far before: two of it are in use. */
  abstract use(id: string, counter: number, now: Date): Promise<boolean>

  /** @returns whether the account has it */
  abstract rename(did: Did, id: string, name: string): Promise<boolean>

  /** @returns the name of what was removed */
  abstract remove(on: Queryable, did: Did, id: string): Promise<string | undefined>

  /** Removes all of an account. @returns what they were called */
  abstract removeOf(on: Queryable, did: Did): Promise<string[]>
}
