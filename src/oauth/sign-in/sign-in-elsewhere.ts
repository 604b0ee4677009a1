import type { Refusal } from '../../refusal.js'

/** A way to sign in elsewhere. */
export interface SignInOffer {
  /** of the organization */
  readonly name: string
  /** a path on this server, from where it goes on */
  readonly href: string
}

/** Who asks for ways to sign in, and for what. */
export interface OfferRequest {
  /** where the browser comes back to: a path on this server */
  readonly back: string
  /** handle, DID or address of the only person who will do */
  readonly hint?: string | undefined
  /** whether it has to be proved anew who it is */
  readonly isForced?: boolean | undefined
}

/** What there is for a request. */
export interface SignInOffers {
  readonly offers: readonly SignInOffer[]
  /** the one that is taken without asking, as nothing else would do */
  readonly only: SignInOffer | undefined
}

/** Why a sign-in elsewhere did not succeed. */
export interface ForeignFailure {
  readonly refusal: Refusal
  /** under which administrators find more */
  readonly traceId: string
}

/** Ways to sign in that lead away from this server and back. Every provider of this class is found by itself. */
export abstract class SignInElsewhere {
  abstract offers(request: OfferRequest): Promise<SignInOffers>

  /** What has failed, by the id that the browser has brought back; undefined if it is none of ours, or of another browser. */
  abstract failureOf(id: string, deviceId: Uint8Array): Promise<ForeignFailure | undefined>
}
