import { harmless } from './harmless.js'

/** Of what a server says, which may be anything. */
const TOLD_LENGTH_MAX = 1_000

function toldOf(text: string): string {
  return harmless(text.slice(0, TOLD_LENGTH_MAX))
}

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
    super(`${host}: ${toldOf(message || code) || `answered ${status}`}`)
  }

  /** Whether the server does not know the method. */
  get isUnknownMethod(): boolean {
    return this.status === 501 || this.status === 404 || this.code === 'MethodNotImplemented'
  }
}
