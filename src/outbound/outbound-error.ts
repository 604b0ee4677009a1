/** What went wrong with a request. */
export type OutboundFailure =
  /** The URL or the address behind it is not one we connect to. */
  | 'forbidden'
  /** The name could not be resolved. */
  | 'dns'
  /** No connection, or it broke. */
  | 'network'
  | 'timeout'
  /** The caller's own signal. */
  | 'aborted'
  /** The answer is larger than allowed. */
  | 'tooLarge'
  /** The answer leads elsewhere, and redirects are not followed, or too many. */
  | 'redirect'
  /** The answer's status is not 2xx; see `status`. */
  | 'status'
  /** The answer has another media type than was asked for. */
  | 'contentType'
  /** The answer is not what its media type says, as with broken JSON. */
  | 'badBody'

/** A request to another server failed. */
export class OutboundError extends Error {
  /** @param status of the answer, if there was one */
  constructor(
    readonly failure: OutboundFailure,
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'OutboundError'
  }
}
