import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Denials } from '../../audit/index.js'
import { PermissionDenied } from '../admin.errors.js'
import { AdminAuthentication } from './admin-authentication.js'
import { type Administrator, noteAdministrator } from './administrator.js'
import { type RouteRules, rulesOf } from './route-rules.js'
import { shownPath } from './shown-path.js'

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
    const administrator = await this.authentication.authenticate(request)
    await this.#check(administrator, rules, request)
    noteAdministrator(request, administrator)
    return true
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
