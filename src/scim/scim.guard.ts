import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ConnectionStore } from '../sso/index.js'
import { MINUTE_MS, RateLimits } from '../xrpc/index.js'
import { noteDirectory } from './directory.js'
import { NoScimToken, TooManyScimRequests } from './scim.errors.js'
import { ScimConfig } from './scim.config.js'
import { ScimTokens } from './tokens/scim-tokens.js'

/** Stands before all that directories ask for: finds out whose directory it is. */
@Injectable()
export class ScimGuard implements CanActivate {
  constructor(
    private readonly tokens: ScimTokens,
    private readonly connections: ConnectionStore,
    private readonly limits: RateLimits,
    private readonly config: ScimConfig,
  ) {}

  /** @throws {NoScimToken | TooManyScimRequests} */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    http.getResponse<FastifyReply>().headers({ 'cache-control': 'no-store', vary: 'Authorization' })
    const [, text] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const token = text === undefined ? undefined : await this.tokens.admit(text, request.ip)
    const connection = token && (await this.connections.find(token.connectionId))
    if (!connection) throw new NoScimToken()
    await this.#count(connection.id)
    noteDirectory(request, connection)
    return true
  }

  async #count(connectionId: string): Promise<void> {
    const points = this.config.requestsPerMinute
    const take = { bucket: 'scim-connection', key: connectionId, points, windowMs: MINUTE_MS, cost: 1 }
    const [state] = await this.limits.take([take])
    if (state && state.taken > points) throw new TooManyScimRequests()
  }
}
