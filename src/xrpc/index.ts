/**
 * XRPC: one decorated method per lexicon method.
 *
 *     @XrpcController()
 *     export class RecordsXrpc {
 *       @Xrpc(com.atproto.repo.getRecord, anyone)
 *       getRecord({ params }: Call<typeof com.atproto.repo.getRecord>) { … }
 *     }
 *
 * Per request, in this order: parameters, credentials, body, scopes, limits, the interceptors of the feature, the
 * handler, the output. Each step refuses before the next one runs.
 */
export * from './access.js'
export { Authenticator, authenticationContext, type AuthenticationContext } from './authenticator.js'
export type * from './caller.js'
export { spentLimitHeaders } from './limit-headers.js'
export { callerOfKind } from './caller-of-kind.js'
export { compressAnswers } from './compressed-answers.js'
export { chooseCoding } from './content-coding.js'
export type { Call, SubscriptionMethod, XrpcMethod } from './call.js'
export { allowsScope, demandScope } from './demand-scope.js'
export { ClientDeparture } from './client-departure.js'
export { PassedAnswer, sendPassed } from './passed-answer.js'
export { ReadyJson } from './ready-json.js'
export { type Content, partialContent } from './partial-content.js'
export {
  DAY_MS,
  HOUR_MS,
  limitBy,
  limitByAccount,
  limitByIp,
  MINUTE_MS,
  type RateLimit,
  repoWrites,
} from './rate-limit.js'
export { countKnown } from './known-requests.js'
export { LimitStoresModule } from './limit-stores/limit-stores.module.js'
export { MemoryLimitsModule } from './limit-stores/memory-limits.module.js'
export { type LimitState, type LimitTake, RateLimits } from './rate-limits.js'
export { callerOf, callOf, goneSignal, methodOf, noteCaller } from './request-call.js'
export { type RouteEntry, routeTable } from './route-table.js'
export {
  accountScope,
  blobScope,
  identityScope,
  noScope,
  preferenceScope,
  repoScope,
  rpcScope,
  type ScopeNeed,
} from './scope-need.js'
export { stateAccess } from './stated-access.js'
export { clientAddress, isTrustedProxy } from './trusted-proxies.js'
export { UnknownMethods } from './unknown-methods.js'
export { writeGrant } from './write-grant.js'
export { bodyPresence, mediaType, readBody } from './request-body.js'
export { untouchedBody } from './untouched-body.js'
export { InvalidRequest } from './xrpc.errors.js'
export { XrpcFilter } from './xrpc.filter.js'
export { XrpcModule } from './xrpc.module.js'
export { Xrpc, XRPC_ROOT, XrpcController } from './xrpc.js'
export { XrpcSubscription } from './xrpc-subscription.js'
export { XrpcWsAdapter } from './xrpc-ws-adapter.js'
export type { XrpcOptions } from './xrpc-route.js'
