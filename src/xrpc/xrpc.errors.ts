import { Refusal } from '../refusal.js'

/** Parameters, body or path are not what the method takes. */
export class InvalidRequest extends Refusal {
  constructor(message: string) {
    super('InvalidRequest', 'invalid', message)
  }
}

/** A JSON body is larger than the method takes. */
export class BodyTooLarge extends Refusal {
  constructor() {
    super('PayloadTooLargeError', 'tooLarge', 'request entity too large')
  }
}

/** A body that is not JSON, such as a blob, is larger than the method takes. */
export class UploadTooLarge extends Refusal {
  constructor() {
    super('PayloadTooLarge', 'tooLarge', 'request entity too large')
  }
}

/** The credential may not be used for this method. */
export class CredentialNotAllowed extends Refusal {
  constructor(message: string) {
    super('Forbidden', 'forbidden', message)
  }
}

/** The application was not granted what the call needs. */
export class ScopeMissing extends Refusal {
  /** @param scope that would do */
  constructor(scope: string) {
    super('ScopeMissingError', 'forbidden', `Missing required scope "${scope}"`)
  }
}

/** Too many calls from one address or for one account. */
export class RateLimitExceeded extends Refusal {
  constructor() {
    super('RateLimitExceeded', 'tooMany', 'Rate Limit Exceeded')
  }
}

/** No method of this name is served here. */
export class MethodNotImplemented extends Refusal {
  constructor() {
    super('MethodNotImplemented', 'notImplemented', 'Method Not Implemented')
  }
}
