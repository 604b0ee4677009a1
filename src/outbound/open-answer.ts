import type { Readable } from 'node:stream'
import type { OutboundError } from './outbound-error.js'

/** An answer whose head is there and whose body is still on its way. The body is taken once, or given up. */
export interface OpenAnswer {
  readonly status: number
  /** by lower-case name */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>

  /**
   * Reads up to the end of the body and leaves it there to be taken, as it came.
   * @param bytesMax of the body, with and without its content coding
   * @returns the body with its content coding undone; `undefined` if it is larger, or not of its coding
   * @throws {OutboundError} when the body breaks off
   */
  peek(bytesMax: number): Promise<Buffer | undefined>

  /**
   * The body as it came, content codings and all: at once if all of it is there already, else as a stream. A stream
   * that is destroyed frees the request.
   * @param asError turns the failure of the stream into what its reader knows. Default: it stays as it is
   */
  take(asError?: (error: OutboundError) => Error): Buffer | Readable

  /** Gives up the body. */
  discard(): void
}
