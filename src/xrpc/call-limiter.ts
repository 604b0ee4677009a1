import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from '../outbound/index.js'
import { Clock, Log, Tallies } from '../telemetry/index.js'
import { limitHeaders, retryAfter } from './limit-headers.js'
import { GLOBAL_LIMIT, type RateLimit } from './rate-limit.js'
import { RateLimitBypass } from './rate-limit-bypass.js'
import { RateLimitConfig } from './rate-limit.config.js'
import { type LimitState, type LimitTake, RateLimits } from './rate-limits.js'
import type { RequestCall } from './request-call.js'
import { RateLimitExceeded } from './xrpc.errors.js'

type Standing = LimitTake & LimitState

/** Counts calls against the limits that their methods state, and tells clients where they stand. */
@Injectable()
export class CallLimiter {
  /** calls that were refused, by the name of the limit */
  readonly refused = new Tallies('bucket')

  constructor(
    private readonly limits: RateLimits,
    private readonly bypass: RateLimitBypass,
    private readonly config: RateLimitConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Counts a call of a method. @throws RateLimitExceeded */
  admit(call: RequestCall): boolean | Promise<boolean> {
    if (!this.config.enabled) return true
    const { limits, options, method } = call.route
    const all = options.outsideGlobalLimit ? limits : [GLOBAL_LIMIT, ...limits]
    return this.#admit(
      call.request,
      call.reply,
      all.map((limit) => takeOf(limit, method.nsid, call)),
    )
  }

  /** Counts a request that no method of this server answers. @throws RateLimitExceeded */
  admitUnknown(request: FastifyRequest, reply: FastifyReply): boolean | Promise<boolean> {
    if (!this.config.enabled) return true
    return this.#admit(request, reply, [takeByIp(GLOBAL_LIMIT, request.ip)])
  }

  /** Counts a request for a page, by its address. @throws RateLimitExceeded */
  admitPage(limit: RateLimit, request: FastifyRequest, reply: FastifyReply): boolean | Promise<boolean> {
    if (!this.config.enabled) return true
    return this.#admit(request, reply, [takeByIp(limit, request.ip)])
  }

  /** Counts a request for a page by whoever makes it. @throws RateLimitExceeded */
  admitKnown(
    { limit, key, cost }: { limit: RateLimit; key: string; cost: number },
    request: FastifyRequest,
    reply: FastifyReply,
  ): boolean | Promise<boolean> {
    if (!this.config.enabled) return true
    const { bucket, points, windowMs } = limit
    return this.#admit(request, reply, [{ bucket: bucket!, key, points, windowMs, cost }])
  }

  #admit(request: FastifyRequest, reply: FastifyReply, takes: LimitTake[]): boolean | Promise<boolean> {
    if (takes.length === 0 || this.bypass.covers(request.headers, request.ip)) return true
    const judge = (states: readonly LimitState[]): boolean =>
      this.#judge(
        reply,
        takes.map((take, i) => ({ ...take, ...states[i]! })),
      )
    const states = this.limits.take(takes)
    if (!(states instanceof Promise)) return judge(states)
    return states.catch((error: unknown) => this.#failOpen(error)).then((known) => !known || judge(known))
  }

  /** A limiter that is broken must not take the service down with it. */
  #failOpen(error: unknown): undefined {
    this.log.warn({ err: error }, 'rate limits could not be counted; the call is let through')
  }

  #judge(reply: FastifyReply, standings: Standing[]): boolean {
    const tightest = standings.reduce((a, b) => (remaining(b) < remaining(a) ? b : a))
    reply.headers(limitHeaders({ ...tightest, remaining: remaining(tightest) }))
    if (remaining(tightest) >= 0) return true
    const exceeded = standings.filter((standing) => remaining(standing) < 0)
    for (const { bucket } of exceeded) this.refused.of(bucket).add()
    const endsMs = Math.max(...exceeded.map((standing) => standing.endsMs))
    reply.header('retry-after', retryAfter(endsMs - this.clock.nowMs()))
    throw new RateLimitExceeded()
  }
}

function remaining({ points, taken }: Standing): number {
  return points - taken
}

function takeByIp({ bucket, points, windowMs }: RateLimit, ip: string): LimitTake {
  return { bucket: bucket!, key: networkOf(ip), points, windowMs, cost: 1 }
}

function takeOf(limit: RateLimit, nsid: string, call: RequestCall): LimitTake {
  return {
    bucket: limit.bucket ?? nsid,
    key: keyOf(limit, call),
    points: limit.points,
    windowMs: limit.windowMs,
    cost: typeof limit.cost === 'number' ? limit.cost : limit.cost(call),
  }
}

function keyOf({ key }: RateLimit, call: RequestCall): string {
  if (typeof key === 'function') return key(call)
  if (key === 'account' && 'did' in call.caller) return call.caller.did
  return networkOf(call.ip)
}
