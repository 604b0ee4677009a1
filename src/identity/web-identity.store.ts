import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** A did:web whose document is, or was, served here. */
export interface WebIdentity {
  readonly did: Did
  readonly handle: string | undefined
  /** The key of the account, as `did:key`; none once the account is deleted. */
  readonly signingKey: string | undefined
  readonly isEnded: boolean
}

/** Where the did:web identities of this service are kept. */
export abstract class WebIdentityStore {
  /** An identity, also when it has ended; `undefined` if there never was such a one. */
  abstract find(did: Did): Promise<WebIdentity | undefined>

  /** Adds an identity inside the caller's transaction; `false` if there is, or was, one of this DID. */
  abstract add(tx: Queryable, did: Did, handle: string): Promise<boolean>

  /** Changes the handle of an identity inside the caller's transaction; `false` if there is none that goes on. */
  abstract rename(tx: Queryable, did: Did, handle: string): Promise<boolean>

  /** Ends an identity, if there is one, inside the caller's transaction; all nodes drop its document on commit. */
  abstract end(tx: Queryable, did: Did, now: Date): Promise<void>
}
