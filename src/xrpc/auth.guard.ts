import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import { type CompiledMethod, Lexicons } from '@guildhall/lexicon'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServiceConfig } from '../config/index.js'
import type { Access } from './access.js'
import { Authenticator, authenticationContext } from './authenticator.js'
import { CallLimiter } from './call-limiter.js'
import type { Caller } from './caller.js'
import { STRANGERS_LIMIT } from './rate-limit.js'
import { openCall, RequestCall } from './request-call.js'
import { statedAccess } from './stated-access.js'
import { InvalidRequest } from './xrpc.errors.js'
import { type XrpcRoute, xrpcRouteOf } from './xrpc-route.js'

const NO_PARAMS: readonly [string, string][] = []

/** The first guard: opens the call with its parameters, then finds out who calls, as the policy of the route says. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly lexicons: Lexicons,
    private readonly config: ServiceConfig,
    private readonly limiter: CallLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const handler = context.getHandler()
    const request = context.getArgByIndex<FastifyRequest>(0)
    const reply = context.getArgByIndex<FastifyReply>(1)
    const route = xrpcRouteOf(handler)
    if (route) return this.#openCall(route, request, reply)
    const access = statedAccess(handler)
    if (!access) throw new Error(`${context.getClass().name}.${handler.name} states no access policy`)
    if (access.kind === 'anyone' || access.kind === 'guarded') return true
    return this.#admit(request, reply, access, '').then(() => true)
  }

  #openCall(route: XrpcRoute, request: FastifyRequest, reply: FastifyReply): boolean | Promise<boolean> {
    const { nsid } = route.method
    const lexicon = this.lexicons.method(nsid)
    if (!lexicon) throw new Error(`there is no lexicon of ${nsid}`)
    const call = new RequestCall(route, lexicon, request, reply, this.config.devMode)
    openCall(call)
    call.params = readParams(nsid, lexicon, request.raw.url ?? '')
    if (route.access.kind === 'anyone') return true
    return this.#admit(request, reply, route.access, nsid).then((caller) => {
      call.caller = caller
      return true
    })
  }

  #admit(request: FastifyRequest, reply: FastifyReply, access: Access, nsid: string): Promise<Caller> {
    reply.header('cache-control', 'private')
    reply.header('vary', 'Authorization')
    const admitStranger = () => this.limiter.admitPage(STRANGERS_LIMIT, request, reply)
    const context = authenticationContext(request, reply, nsid, admitStranger)
    return this.authenticator.authenticate(request.headers, access, context)
  }
}

function readParams(nsid: string, lexicon: CompiledMethod, url: string): unknown {
  const start = url.indexOf('?')
  const result = lexicon.params(start < 0 ? NO_PARAMS : new URLSearchParams(url.slice(start + 1)))
  if (result.ok) return result.value
  throw new InvalidRequest(`Invalid ${nsid} params: ${result.path.slice(1)} ${result.message}`)
}
