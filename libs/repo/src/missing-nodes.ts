import type { CidKey } from '@guildhall/data'

/** Thrown when nodes are needed that the NodeSource does not have. Load `keys`, then call again. */
export class MissingNodes extends Error {
  override readonly name = 'MissingNodes'

  /** @param keys all that can be named now; deeper ones show when these are there */
  constructor(readonly keys: CidKey[]) {
    super(`${keys.length} tree node(s) are not loaded`)
  }
}
