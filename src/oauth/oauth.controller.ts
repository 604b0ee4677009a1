import { All, Controller, Get, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OauthKeys } from '../auth/index.js'
import { PublicRoute } from '../http/index.js'
import { Log } from '../telemetry/index.js'
import { limitBy, MINUTE_MS } from '../xrpc/index.js'
import { AuthorizationServer } from './provider/authorization-server.js'

const limit = (bucket: string, points: number) => limitBy('ip', points, 5 * MINUTE_MS, { bucket })

/** The endpoints of the authorization server. Verbs are judged by whoever answers. */
@Controller('oauth')
export class OauthController {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly keys: OauthKeys,
    private readonly log: Log,
  ) {}

  @All('par')
  @PublicRoute(limit('oauth-par', 600))
  par(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#handOn(request, reply)
  }

  @All('token')
  @PublicRoute(limit('oauth-token', 1_500))
  token(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#handOn(request, reply)
  }

  @All('revoke')
  @PublicRoute(limit('oauth-revoke', 600))
  revoke(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#handOn(request, reply)
  }

  @All(['authorize', 'authorize/:uid'])
  @PublicRoute(limit('oauth-authorize', 600))
  authorize(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#handOn(request, reply)
  }

  /** The public keys of access tokens (RFC 7517). */
  @Get('jwks')
  @PublicRoute()
  jwks() {
    return { keys: this.keys.jwks.map(({ d: _secret, ...jwk }) => jwk) }
  }

  async #handOn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack()
    const { raw } = reply
    raw.setHeader('x-request-id', request.id)
    raw.setHeader('x-content-type-options', 'nosniff')
    try {
      await this.server.handle(request.raw, raw)
    } catch (error) {
      this.log.error({ err: error, path: request.routeOptions.url }, 'a request failed')
      if (raw.headersSent) return void raw.destroy()
      raw.writeHead(500, { 'content-type': 'application/json' })
      raw.end(JSON.stringify({ error: 'server_error', error_description: 'Internal Server Error' }))
    }
  }
}
