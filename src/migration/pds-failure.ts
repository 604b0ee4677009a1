/** A server refused a call, or could not answer it. */
export class PdsFailure extends Error {
  override readonly name = 'PdsFailure'

  /**
   * @param host where it happened, for people
   * @param status of the answer
   * @param code the word of the lexicon, '' when the answer had none
   * @param retryAfterMs how long the server wants to be left alone, if it said so
   */
  constructor(
    host: string,
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(`${host}: ${message || code || `answered ${status}`}`)
  }

  /** Whether the server does not know the method. */
  get isUnknownMethod(): boolean {
    return this.status === 501 || this.status === 404 || this.code === 'MethodNotImplemented'
  }
}
