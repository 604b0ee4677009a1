import type { Access } from './access.js'
import type { XrpcMethod } from './call.js'
import type { RateLimit } from './rate-limit.js'

/** What a method states besides its access policy. */
export interface XrpcOptions<M extends XrpcMethod = XrpcMethod> {
  /** Limits of the method itself; the limit per address over all methods holds as well. */
  limit?: RateLimit<M> | readonly RateLimit<M>[]
  /** Whether the limit per address over all methods leaves this one out. @default false */
  outsideGlobalLimit?: boolean
  /** Largest body, decoded (bytes). @default 153600 for JSON, the limit of blobs for others */
  bodyBytesMax?: number
  /**
   * Whether a body that is not JSON may keep the handler busy for minutes after it was read. A connection on which
   * nothing moves is cut otherwise, and whoever waits never hears the answer. @default false
   */
  isLengthy?: boolean
  /** Names of errors that the handler answers with although its lexicon does not declare them. */
  errors?: readonly string[]
}

/** A method as its decorator declares it. */
export interface XrpcRoute {
  readonly method: XrpcMethod
  readonly access: Access
  readonly limits: readonly RateLimit[]
  readonly options: XrpcOptions
}

const routes = new WeakMap<object, XrpcRoute>()

/** Remembers what a handler was decorated with. */
export function declareRoute(handler: object, route: XrpcRoute): void {
  routes.set(handler, route)
}

/** What a handler was decorated with; undefined for handlers of plain routes. */
export function xrpcRouteOf(handler: object): XrpcRoute | undefined {
  return routes.get(handler)
}
