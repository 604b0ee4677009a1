import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { Refusal } from '../../refusal.js'
import { ErrorPages, type FailureMore } from '../error-pages.js'
import { pageSecurity } from '../page-security.js'
import type { FailedRequest } from '../way-back.js'
import type { Visit } from './interaction.js'
import { InteractionPages, type PageAnswer } from './interaction-pages.js'

const OK = 200
const SEE_OTHER = 303
const STATUS_OF_KIND: Partial<Record<Refusal['kind'], number>> = {
  forbidden: 403,
  tooMany: 429,
  unavailable: 503,
}
const BAD_REQUEST = 400
const HTML = 'text/html; charset=utf-8'

const views = limitBy('ip', 600, 5 * MINUTE_MS, { bucket: 'oauth-pages' })
const forms = limitBy('ip', 100, 5 * MINUTE_MS, { bucket: 'oauth-forms' })

type Asked = { readonly page?: unknown; readonly account?: unknown; readonly failed?: unknown }

/** The pages on which members sign in and agree. */
@Controller('oauth/interaction')
export class InteractionController {
  constructor(
    private readonly pages: InteractionPages,
    private readonly errors: ErrorPages,
  ) {}

  @Get(':uid')
  @PublicRoute(views)
  show(
    @Param('uid') uid: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const exchange = { request: request.raw, response: reply.raw }
    return this.#answer(request, reply, () => this.pages.show(exchange, uid, visitOf(asked, request)))
  }

  @Post(':uid')
  @PublicRoute(forms)
  take(
    @Param('uid') uid: string,
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const exchange = { request: request.raw, response: reply.raw }
    return this.#answer(request, reply, () => this.pages.take(exchange, uid, visitOf(asked, request)))
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, act: () => Promise<PageAnswer>) {
    reply.removeHeader('access-control-allow-origin')
    try {
      const answer = await act()
      if (answer.kind === 'go') await reply.header('cache-control', 'no-store').redirect(answer.to, SEE_OTHER)
      else if (answer.kind === 'fail') await this.#fail(request, reply, answer.refusal, answer)
      else await reply.status(OK).headers(answer.headers).type(HTML).send(answer.html)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await this.#fail(request, reply, error)
    }
  }

  async #fail(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal,
    failed?: { readonly request: FailedRequest; readonly more?: FailureMore },
  ): Promise<void> {
    const locale = headers['accept-language'] ?? ''
    const html = await this.errors.render(refusal, locale, failed?.request, failed?.more)
    const status = STATUS_OF_KIND[refusal.kind] ?? BAD_REQUEST
    await reply.status(status).headers(pageSecurity()).type(HTML).send(html)
  }
}

function visitOf({ page, account, failed }: Asked, { ip, headers }: FastifyRequest): Visit {
  return {
    page: typeof page === 'string' ? page : undefined,
    account: typeof account === 'string' ? account : undefined,
    failed: typeof failed === 'string' ? failed : undefined,
    locale: headers['accept-language'] ?? '',
    ip,
  }
}
