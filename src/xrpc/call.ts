import type { InputOf, ParamsOf, Procedure, Query, Subscription } from '@guildhall/lexicon'
import type { WriteGrant } from '@guildhall/oauth-scopes'
import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from './caller.js'

/** A method that is called over HTTP. */
export type XrpcMethod = Query<unknown, unknown, string> | Procedure<unknown, unknown, unknown, string>

/** A method that is called over WebSocket. */
export type SubscriptionMethod = Subscription<unknown, unknown, string>

/** One call of a method: everything its handler may know of the request. */
export interface Call<M extends XrpcMethod = XrpcMethod> {
  /** query parameters, validated, with defaults */
  readonly params: ParamsOf<M>
  /** the body, validated, with defaults; undefined where the method takes none */
  readonly input: InputOf<M>
  readonly caller: Caller
  /** the right to write that the access policy found, where it asks for `repoScope`s */
  readonly grant?: WriteGrant
  readonly headers: IncomingHttpHeaders
  /** query parameters as they were sent, also those that the lexicon does not know */
  readonly query: URLSearchParams
  /** address of the client, behind whatever proxies are trusted */
  readonly ip: string
  readonly nsid: string
  /** aborted when the client goes away before it was answered */
  readonly signal: AbortSignal
  /** Sets a header of the answer. */
  setHeader(name: string, value: string): void
}
