import type { Did } from '@guildhall/syntax'

/** What is done to a record. */
export type WriteAction = 'create' | 'update' | 'delete'

/** The right to do one thing to the records of one collection. */
export interface CollectionWrite {
  readonly action: WriteAction
  /** NSID */
  readonly collection: string
}

/** Only this module has it: whoever wants a grant must ask for one. */
const MINT = Symbol('mint')

/**
 * The right to write to one repository, as far as it says. What writes takes one, so that a write which nobody allowed
 * does not compile; {@link grantWrites} makes them, after the permissions of the caller were looked at.
 */
export class WriteGrant {
  /** Makes the class nominal: an object of the same shape is not a grant. */
  readonly #writes: ReadonlySet<string>

  /** Not for use: see {@link grantWrites}. */
  constructor(
    mint: typeof MINT,
    /** the repository */
    readonly did: Did,
    writes: readonly CollectionWrite[],
  ) {
    if (mint !== MINT) throw new TypeError('grants are made by grantWrites')
    this.#writes = new Set(writes.map(nameOf))
  }

  /** Whether the grant is for this. */
  covers(action: WriteAction, collection: string): boolean {
    return this.#writes.has(nameOf({ action, collection }))
  }
}

/**
 * Grants writes to a repository. For those who have made sure that the caller may: the guard that compares the scopes of
 * the caller with the needs of the call.
 */
export function grantWrites(did: Did, writes: readonly CollectionWrite[]): WriteGrant {
  return new WriteGrant(MINT, did, writes)
}

function nameOf({ action, collection }: CollectionWrite): string {
  return `${action} ${collection}`
}
