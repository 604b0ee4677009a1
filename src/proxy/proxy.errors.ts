import { Refusal, type RefusalKind, type RelayedAnswer } from '../refusal.js'

const PART_LENGTH_SHOWN = 64

/** The header that names a service is malformed, or there is no such service. */
export class InvalidProxyHeader extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** A method that is not served here, and no service is configured that may have it. */
export class NoServiceConfigured extends Refusal {
  constructor(nsid: string) {
    super('InvalidRequest', 'invalid', `No service configured for ${nsid}`)
  }
}

/** A method that is not passed on, or not with this credential. */
export class MethodNotPassedOn extends Refusal {
  constructor() {
    super('InvalidToken', 'invalid', 'Bad token method')
  }
}

/** The header `accept-encoding` is malformed. */
export class BadAcceptEncoding extends Refusal {
  constructor(part: string) {
    super('InvalidRequest', 'invalid', `Invalid accept-encoding: "${part.slice(0, PART_LENGTH_SHOWN)}"`)
  }
}

/** The caller takes answers in no coding that is understood here. */
export class NothingAcceptable extends Refusal {
  constructor() {
    super('NotAcceptable', 'notAcceptable', 'this service does not support any of the requested encodings')
  }
}

/** A feed that nobody serves. */
export class UnknownFeed extends Refusal {
  constructor() {
    super('UnknownFeed', 'invalid', 'could not resolve feed did')
  }
}

/** A device was to be registered with a service that takes no such registrations. */
export class NoNotifier extends Refusal {
  constructor(did: string) {
    super('InvalidRequest', 'invalid', `invalid notification service details in did document: ${did}`)
  }
}

/** Another service could not be reached, or answered with something that is no answer. */
export class ServiceUnreachable extends Refusal {
  constructor(cause: unknown) {
    super('UpstreamFailure', 'upstream', 'Upstream service unreachable', { cause })
  }
}

/** Another service did not answer in time. */
export class ServiceTimeout extends Refusal {
  constructor(cause: unknown) {
    super('UpstreamTimeout', 'timeout', 'Upstream service timed out', { cause })
  }
}

/** Another service answered with an error, which is passed on. Its code, message and status are that service's. */
export class ServiceRefused extends Refusal {
  /** @param relayed with the status that the service answered with, or the one that stands for it */
  constructor(code: string, message: string, relayed: RelayedAnswer) {
    super(code, kindOf(relayed.status), message, { relayed })
  }
}

const KINDS: Readonly<Record<number, RefusalKind>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  413: 'tooLarge',
  429: 'tooMany',
  501: 'notImplemented',
  503: 'unavailable',
  504: 'timeout',
}

const SERVER_FAULT = 500

function kindOf(status: number): RefusalKind {
  return KINDS[status] ?? (status >= SERVER_FAULT ? 'upstream' : 'invalid')
}
