import { type Access, anyone, stateAccess } from '../xrpc/index.js'

/** States who may use a plain route. Every one needs this or {@link PublicRoute}, or the server does not start. */
export function Route(access: Access): MethodDecorator {
  return stateAccess(access)
}

/** A plain route for everybody. */
export function PublicRoute(): MethodDecorator {
  return stateAccess(anyone)
}
