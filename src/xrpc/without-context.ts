import { RouteConfig } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'
import type { XrpcRoute } from './xrpc-route.js'

interface ContextConfig {
  readonly withoutContext?: boolean
}

/**
 * Says of a route that nobody needs to know on behalf of which request its work is done: it writes nothing down about
 * who calls. Where contexts cost something it is served without one; lines that are logged on the way lack the id then.
 */
export function WithoutContext(): MethodDecorator {
  return RouteConfig({ withoutContext: true } satisfies ContextConfig)
}

/** Whether the route that answers this request states {@link WithoutContext}. */
export function isWithoutContext({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as ContextConfig).withoutContext === true
}

/** Queries change nothing, and what only administrators see is in the audit. */
export function writesNothingDown({ method, access, options }: XrpcRoute): boolean {
  return options.isFrequent ?? (method.kind === 'query' && access.kind !== 'admin')
}
