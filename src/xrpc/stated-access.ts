import type { Access } from './access.js'
import type { RateLimit } from './rate-limit.js'

interface Statement {
  readonly access: Access
  readonly limit: RateLimit | undefined
}

const stated = new WeakMap<object, Statement>()

/**
 * Method decorator: who may use a route. Every route carries it, by way of `@Xrpc` or of a decorator of pages.
 * @param limit of a page; it names its bucket and counts by address. Methods of XRPC state theirs elsewhere
 */
export function stateAccess(access: Access, limit?: RateLimit): MethodDecorator {
  return (_target, _key, descriptor) => {
    stated.set(descriptor.value as object, { access, limit })
  }
}

/** The policy that a handler states; undefined if nobody thought of it. */
export function statedAccess(handler: object): Access | undefined {
  return stated.get(handler)?.access
}

/** The limit that the handler of a page states; none if it may be asked for at will. */
export function statedLimit(handler: object): RateLimit | undefined {
  return stated.get(handler)?.limit
}
