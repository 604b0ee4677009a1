import type { Permission } from '../../roles/index.js'

/** What holds for a route of the administration. */
export interface RouteRules {
  /** `self`: whoever administers may ask about themselves */
  readonly permission: Permission | 'self'
  /** whether a member must have shown lately that it is them */
  readonly fresh?: boolean
  /** whether it shows what is known of people: who looked is written down */
  readonly personal?: boolean
  /** of a route that takes a text, not JSON: which media types, and how many bytes at most */
  readonly text?: { readonly types: readonly string[]; readonly bytesMax: number }
  /** how large a body may be, where it may be larger than usual */
  readonly bodyMaxBytes?: number
}

const stated = new WeakMap<object, RouteRules>()

/** Method decorator: what holds for a route. */
export function stateRules(rules: RouteRules): MethodDecorator {
  return (_target, _key, descriptor) => {
    stated.set(descriptor.value as object, rules)
  }
}

/** What holds for the route of a handler, as far as it says so: of what is no part of the API, nothing is stated. */
export function findRules(handler: object): RouteRules | undefined {
  return stated.get(handler)
}

/** What holds for the route of a handler. */
export function rulesOf(handler: object): RouteRules {
  const rules = findRules(handler)
  if (!rules) throw new Error('the route states no permission')
  return rules
}
