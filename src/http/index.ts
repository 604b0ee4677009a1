/**
 * Plain HTTP: routes that are no XRPC methods. A controller states who may use each of its routes:
 *
 *     @Controller('.well-known')
 *     export class AtprotoDidController {
 *       @Get('atproto-did')
 *       @PublicRoute()
 *       show(@Req() request: FastifyRequest) { … }
 *     }
 *
 * Refusals are answered with problem details (RFC 9457); the kind decides on the status. Bodies of requests are not
 * read before the handler; `request.raw` is the stream.
 */
export { closeHandleHosts, handleHostsOf } from './handle-hosts.js'
export { HealthCheck } from './health-check.js'
export { HealthModule } from './health.module.js'
export { HttpConfig } from './http.config.js'
export * from './http.errors.js'
export { HttpModule } from './http.module.js'
export { readJson } from './json-body.js'
export { pageHeaders } from './page-headers.js'
export { observeRequests } from './request-log.js'
export { GuardedRoute, PublicRoute, Route } from './route.js'
