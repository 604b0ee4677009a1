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
export { checkAddresses } from './address-check.js'
export { AdminEntrance } from './admin-entrance/admin-entrance.js'
export { closeHandleHosts, handleHostsOf } from './handle-hosts.js'
export { Draining } from './health/draining.js'
export { HealthCheck } from './health/health-check.js'
export { HealthModule } from './health/health.module.js'
export { HttpConfig } from './http.config.js'
export * from './http.errors.js'
export { HttpModule } from './http.module.js'
export { readJson } from './json-body.js'
export { admitRequests } from './load/admission.js'
export { limitConnections } from './load/connections.js'
export { LoadShedding } from './load/load-shedding.js'
export { RequestMetrics } from './metrics/request-metrics.js'
export { pageHeaders } from './page-headers.js'
export { PICTURE_POLICY, pictureHeaders } from './picture-headers.js'
export { observeRequests } from './request-log.js'
export { GuardedRoute, PublicRoute, Route } from './route.js'
export { readText, type TextBody } from './text-body.js'
export { traceRequests } from './trace-requests.js'
