import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OAuthError } from '@guildhall/oauth'
import { pageSecurity } from '../oauth/index.js'
import { Refusal, type RefusalKind } from '../refusal.js'
import { PORTAL_ROOT } from './portal-address.js'
import type { PortalAnswer } from './portal-answer.js'
import { PortalPages } from './portal-pages.js'
import type { RefusedState } from './portal-state.js'
import type { PageRequest } from './visits/visit.js'

const SEE_OTHER = 303
const BAD_REQUEST = 400
const HTML = 'text/html; charset=utf-8'

const STATUS_OF_KIND: Partial<Record<RefusalKind, number>> = {
  forbidden: 403,
  notFound: 404,
  tooMany: 429,
  upstream: 502,
  unavailable: 503,
  timeout: 504,
}

/** Sends what a page is, or why there is none. */
@Injectable()
export class PortalReplies {
  constructor(private readonly pages: PortalPages) {}

  /** Answers with what `act` returns; its refusals are shown. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    act: () => Promise<PortalAnswer>,
  ): Promise<void> {
    // Pages are for browsers that show them, not for applications of other origins.
    reply.removeHeader('access-control-allow-origin')
    try {
      const answer = await act()
      for (const cookie of answer.cookies) reply.header('set-cookie', cookie)
      if (answer.kind === 'go') {
        await reply.header('cache-control', 'no-store').redirect(answer.to, SEE_OTHER)
        return
      }
      if (answer.next !== undefined) reply.header('refresh', `0; url=${answer.next}`)
      await reply.status(answer.status).headers(pageSecurity(answer.formsTo)).type(HTML).send(answer.html)
    } catch (error) {
      await this.refuse(request, reply, error)
    }
  }

  /** The page that says why something is refused. @throws what is none */
  async refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
    if (!(error instanceof Refusal) && !(error instanceof OAuthError)) throw error
    const kind = error instanceof Refusal ? error.kind : 'invalid'
    const state: RefusedState = {
      page: 'refused',
      reason: reasonOf(error),
      message: error.message,
      home: PORTAL_ROOT,
    }
    const html = await this.pages.draw(state, request.headers['accept-language'] ?? '')
    const status = STATUS_OF_KIND[kind] ?? BAD_REQUEST
    await reply.status(status).headers(pageSecurity()).type(HTML).send(html)
  }
}

/** What pages know of a request. */
export function requestOf({ headers, host, ip, query }: FastifyRequest): PageRequest {
  return { headers, host, ip, query: query as PageRequest['query'] }
}

function reasonOf(error: Refusal | OAuthError): RefusedState['reason'] {
  if (error.name === 'WrongHost') return 'host'
  if (error.name === 'ForeignForm') return 'form'
  return error instanceof Refusal && error.kind === 'notFound' ? 'not-found' : 'other'
}
