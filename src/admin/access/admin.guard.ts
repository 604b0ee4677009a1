import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Denials } from '../../audit/index.js'
import { networkOf } from '../../outbound/index.js'
import { Refusal } from '../../refusal.js'
import { countKnown, limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { PermissionDenied } from '../admin.errors.js'
import { AdminAuthentication } from './admin-authentication.js'
import { type Administrator, noteAdministrator } from './administrator.js'
import { type RouteRules, rulesOf } from './route-rules.js'
import { shownPath } from './shown-path.js'

/** Requests of one token or administrator in a minute: a page of the dashboard makes a dozen. */
const EACH = limitBy('account', 1_200, MINUTE_MS, { bucket: 'admin-each' })
/** Passwords and tokens that are not good, from one address. */
const FAILURES = limitBy('ip', 30, 5 * MINUTE_MS, { bucket: 'admin-failures' })

/** Stands before every route of the administration: finds out who asks, and whether they may. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(
    private readonly authentication: AdminAuthentication,
    private readonly denials: Denials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    http.getResponse<FastifyReply>().headers({ 'cache-control': 'no-store', vary: 'Authorization, Cookie' })
    const rules = rulesOf(context.getHandler())
    const administrator = await this.#authenticate(request)
    await countKnown(request, EACH, `${administrator.agent.type} ${administrator.agent.id ?? ''}`)
    await this.#check(administrator, rules, request)
    noteAdministrator(request, administrator)
    return true
  }

  /** Passwords and tokens that are not good are counted by address, and more strictly than what is good. */
  async #authenticate(request: FastifyRequest): Promise<Administrator> {
    if (request.headers.authorization === undefined) return this.authentication.authenticate(request)
    const network = networkOf(request.ip)
    await countKnown(request, FAILURES, network, 0)
    try {
      return await this.authentication.authenticate(request)
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'unauthenticated')
        await countKnown(request, FAILURES, network)
      throw error
    }
  }

  async #check(administrator: Administrator, rules: RouteRules, request: FastifyRequest): Promise<void> {
    const { permission } = rules
    if (permission !== 'self' && !administrator.grants.has(permission)) {
      await this.denials.note(administrator.agent, {
        action: permission,
        target: { type: 'route', id: `${request.method} ${shownPath(request)}` },
      })
      throw new PermissionDenied(permission)
    }
  }
}
