import { type Access, anyone, type RateLimit, stateAccess } from '../xrpc/index.js'

/** States who may use a plain route. Every one needs this or {@link PublicRoute}, or the server does not start. */
export function Route(access: Access): MethodDecorator {
  return stateAccess(access)
}

/** A plain route for everybody. @param limit by address; it names its bucket */
export function PublicRoute(limit?: RateLimit): MethodDecorator {
  return stateAccess(anyone, limit)
}
