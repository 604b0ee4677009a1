import { Refusal } from '../refusal.js'

/** Some of the blocks that were asked for are not in the present repository. */
export class BlockNotFound extends Refusal {
  constructor(cids: readonly string[]) {
    super('BlockNotFound', 'notFound', `Could not find cids: ${cids.join(',')}`)
  }
}

/** The repository has no commit. */
export class HeadNotFound extends Refusal {
  constructor(did: string) {
    super('HeadNotFound', 'notFound', `Could not find root for DID: ${did}`)
  }
}

/** This server knows nothing of that host. */
export class HostNotFound extends Refusal {
  constructor(hostname: string) {
    super('HostNotFound', 'notFound', `Unknown host: ${hostname}`)
  }
}

/** Crawls are requested for this server only: it does not pass on what others want. */
export class NotThisHost extends Refusal {
  constructor(hostname: string) {
    super('InvalidRequest', 'invalid', `Not the name of this host: ${hostname}`)
  }
}

/** No relay is configured that could be asked to crawl. */
export class NoCrawlers extends Refusal {
  constructor() {
    super('MethodNotImplemented', 'notImplemented', 'This server announces itself to no relay')
  }
}

/** A page was asked for with a cursor that this server never gave. */
export class MalformedCursor extends Refusal {
  constructor() {
    super('InvalidRequest', 'invalid', 'Malformed cursor')
  }
}
