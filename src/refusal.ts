/**
 * Why something was refused, in words that every surface can translate: XRPC, OAuth and pages each map a kind to
 * their own status. The kind says what the caller may do about it, never which status code is sent.
 */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'notAcceptable'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable'
  | 'upstream'
  | 'timeout'
  | 'notImplemented'

/** A limit that was used up. */
export interface SpentLimit {
  /** how often it allows what was asked for, in `windowMs` */
  readonly points: number
  readonly windowMs: number
  /** when it may be tried again (milliseconds since the epoch) */
  readonly endsMs: number
  /** how long that is from now */
  readonly leftMs: number
}

/** How another service refused, where its answer is passed on: it knows errors that no lexicon of ours declares. */
export interface RelayedAnswer {
  /** of HTTP */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** More about a refusal. */
export interface RefusalOptions extends ErrorOptions {
  /** of a refusal of the kind `tooMany` that knows when it ends */
  readonly limit?: SpentLimit
  /** of a refusal that is another service's */
  readonly relayed?: RelayedAnswer
}

/**
 * An expected "no": the caller asked for something that the rules do not allow. Features derive their refusals
 * from it, one class each. Everything else that is thrown is a fault, and is answered without details.
 */
export class Refusal extends Error {
  readonly limit: SpentLimit | undefined
  readonly relayed: RelayedAnswer | undefined

  /**
   * @param code the word of the lexicon or of OAuth, such as `InvalidSwap` or `invalid_grant`
   * @param kind what sort of refusal it is
   * @param message for the caller; must not carry secrets
   */
  constructor(
    readonly code: string,
    readonly kind: RefusalKind,
    message: string,
    options?: RefusalOptions,
  ) {
    super(message, options)
    this.name = new.target.name
    this.limit = options?.limit
    this.relayed = options?.relayed
  }
}
