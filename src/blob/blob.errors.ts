import { Refusal } from '../refusal.js'

/** A record refers to a blob that was not uploaded by this account, or that may not be used. */
export class BlobNotFound extends Refusal {
  constructor(cid: string) {
    super('BlobNotFound', 'notFound', `Could not find blob: ${cid}`)
  }
}

/** A record gives a blob another media type than it has. */
export class InvalidMimeType extends Refusal {
  constructor(cid: string, stored: string, given: string) {
    super('InvalidMimeType', 'invalid', `Referenced blob ${cid} has type ${stored}, not ${given}`)
  }
}

/** A record gives a blob another size than it has. */
export class InvalidSize extends Refusal {
  constructor(cid: string, stored: number, given: number) {
    super('InvalidSize', 'invalid', `Referenced blob ${cid} has ${stored} bytes, not ${given}`)
  }
}

/** The store of blobs does not answer, or is full. */
export class BlobStoreUnavailable extends Refusal {
  constructor(options?: ErrorOptions) {
    super(
      'UpstreamFailure',
      'unavailable',
      'Blobs cannot be stored or read at the moment; try again',
      options,
    )
  }
}

/** The store of blobs took too long. */
export class BlobStoreTimeout extends Refusal {
  constructor(options?: ErrorOptions) {
    super('UpstreamTimeout', 'timeout', 'Operation timed out, please try again.', options)
  }
}
