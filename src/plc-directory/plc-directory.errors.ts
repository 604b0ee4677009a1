import { Refusal } from '../refusal.js'

/** The directory does not know a DID. */
export class DidNotRegistered extends Refusal {
  constructor(did: string) {
    super('NotFound', 'notFound', `DID not registered: ${did}`)
  }
}

/** A DID was ended by its owner. */
export class DidNotAvailable extends Refusal {
  constructor(did: string) {
    super('NotFound', 'notFound', `DID not available: ${did}`)
  }
}

/** An operation is malformed, badly signed, or does not fit the log of its DID. */
export class OperationRefused extends Refusal {
  constructor(message: string, options?: ErrorOptions) {
    super('InvalidRequest', 'invalid', message, options)
  }
}

/** What was sent as an operation is larger than any. */
export class OperationTooLarge extends Refusal {
  constructor() {
    super('PayloadTooLarge', 'tooLarge', 'Operation too large')
  }
}

/** A parameter of the export is none. */
export class InvalidExportParameter extends Refusal {
  constructor(name: string) {
    super('InvalidRequest', 'invalid', `Invalid ${name} parameter`)
  }
}
