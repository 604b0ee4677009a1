import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CallLimiter } from './call-limiter.js'
import { noteLimiter } from './known-requests.js'
import { findCall } from './request-call.js'
import { statedLimit } from './stated-access.js'

/** The last guard: counts the call. What was refused before costs the caller nothing. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(private readonly limiter: CallLimiter) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const call = findCall(context)
    if (call) return this.limiter.admit(call)
    const limit = statedLimit(context.getHandler())
    if (!limit) return true
    const http = context.switchToHttp()
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()]
    noteLimiter(request, { limiter: this.limiter, reply })
    return this.limiter.admitPage(limit, request, reply)
  }
}
