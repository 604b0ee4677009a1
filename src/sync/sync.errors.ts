import { Refusal } from '../refusal.js'

/** Some of the blocks that were asked for are not in the present repository. */
export class BlockNotFound extends Refusal {
  constructor(cids: readonly string[]) {
    super('BlockNotFound', 'notFound', `Could not find cids: ${cids.join(',')}`)
  }
}

/** A page was asked for with a cursor that this server never gave. */
export class MalformedCursor extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Malformed cursor')
  }
}
