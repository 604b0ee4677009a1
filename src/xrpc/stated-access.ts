import type { Access } from './access.js'

const stated = new WeakMap<object, Access>()

/** Method decorator: who may use a route. Every route carries it, by way of `@Xrpc` or of a decorator of pages. */
export function stateAccess(access: Access): MethodDecorator {
  return (_target, _key, descriptor) => {
    stated.set(descriptor.value as object, access)
  }
}

/** The policy that a handler states; undefined if nobody thought of it. */
export function statedAccess(handler: object): Access | undefined {
  return stated.get(handler)
}
