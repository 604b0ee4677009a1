import { applyDecorators, type CanActivate, type Type, UseGuards } from '@nestjs/common'
import { type Access, anyone, guarded, type RateLimit, stateAccess } from '../xrpc/index.js'

/** States who may use a plain route. Every one needs this or {@link PublicRoute}, or the server does not start. */
export function Route(access: Access): MethodDecorator {
  return stateAccess(access)
}

/** A plain route for everybody. @param limit by address; it names its bucket */
export function PublicRoute(limit?: RateLimit): MethodDecorator {
  return stateAccess(anyone, limit)
}

/**
 * A plain route for whom a guard of the feature lets in.
 * @param guard of the module that the controller belongs to
 * @param admits whom it lets in, in words
 * @param limit by address; it names its bucket
 */
export function GuardedRoute(guard: Type<CanActivate>, admits: string, limit?: RateLimit): MethodDecorator {
  return applyDecorators(stateAccess(guarded(admits), limit), UseGuards(guard))
}
