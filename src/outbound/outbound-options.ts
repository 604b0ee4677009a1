import type { Readable } from 'node:stream'

/** Says when nobody waits for an answer any more: an `AbortSignal`, or as much of one as is needed here. */
export interface StopSignal {
  readonly aborted: boolean
  addEventListener(event: 'abort', listener: () => void, options?: { once: true }): void
  removeEventListener(event: 'abort', listener: () => void): void
}

/** Options of a request. */
export interface OutboundOptions {
  method?: string
  headers?: Record<string, string | string[] | undefined>
  body?: string | Uint8Array | Readable
  /** From the beginning to the last byte of the answer; 0 is without limit. */
  timeoutMs?: number
  /** Longest wait for the head of the answer. */
  headersTimeoutMs?: number
  /** Longest pause between two pieces of the answer. */
  bodyTimeoutMs?: number
  /** Larger answers fail with `tooLarge`. */
  responseMaxBytes?: number
  /**
   * How many redirects of a GET are followed; each target is checked like the first, one more fails with
   * `redirect`. Without it, redirects are answers like any other.
   */
  redirectsMax?: number
  signal?: AbortSignal
  /**
   * Set where the target was named by others, in a DID document or as a handle: it must be public even if the operator
   * trusts its origin for something else.
   */
  toStranger?: boolean
}

/** Options of a request whose answer is passed on as it comes. */
export interface OutboundOpenOptions extends Omit<OutboundOptions, 'redirectsMax' | 'signal'> {
  signal?: StopSignal
}

/** Options of a request whose answer is read as a whole. */
export interface OutboundReadOptions extends OutboundOptions {
  /** Media types that are taken, such as `application/json`; others fail with `contentType`. Default: any. */
  contentTypes?: readonly string[]
}
