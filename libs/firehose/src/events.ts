import type { CidBytes } from '@guildhall/data'
import type { RepoOp } from '@guildhall/repo'

/** `#commit`: writes to a repository. */
export interface CommitEvent {
  did: string
  /** The revision of the commit, a TID. */
  rev: string
  /** The revision before; null for the first commit of a repository. */
  since: string | null
  commit: CidBytes
  /** A CAR file with the commit as root: commit, covering proof, new records. */
  blocks: Uint8Array
  ops: RepoOp[]
  /** The root of the tree before; not for the first commit of a repository. */
  prevData?: CidBytes
  /** A datetime. */
  time: string
}

/** `#sync`: the state of a repository, whatever came before. */
export interface SyncEvent {
  did: string
  rev: string
  /** A CAR file of the commit alone. */
  blocks: Uint8Array
  time: string
}

/** `#identity`: the handle, keys or home of an account may have changed. */
export interface IdentityEvent {
  did: string
  handle?: string
  time: string
}

/** `#account`: whether an account is hosted here, and if not, why. */
export interface AccountEvent {
  did: string
  active: boolean
  /** deactivated, takendown, suspended, deleted, desynchronized or throttled; not for an active account. */
  status?: string
  time: string
}
