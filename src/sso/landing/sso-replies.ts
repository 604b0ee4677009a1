import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Devices, ErrorPages, pageSecurity } from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import { SsoArrivals } from './sso-arrivals.js'
import { type SsoAnswer, SsoJourney } from './sso-journey.js'
import { type StartQuery, StartRequests } from './start-requests.js'
import type { SsoVisit } from './sso-visit.js'

const OK = 200
const SEE_OTHER = 303
const BAD_REQUEST = 400
const HTML = 'text/html; charset=utf-8'

const STATUS_OF_KIND: Partial<Record<Refusal['kind'], number>> = {
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooMany: 429,
  upstream: 502,
  unavailable: 503,
}

/** Answers browsers on their way to a provider and back. */
@Injectable()
export class SsoReplies {
  constructor(
    private readonly starts: StartRequests,
    private readonly arrivals: SsoArrivals,
    private readonly journey: SsoJourney,
    private readonly devices: Devices,
    private readonly errors: ErrorPages,
  ) {}

  /** Sets out to a provider; the browser is known from then on. */
  start(query: StartQuery, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, async () => {
      const device = await this.devices.meet(request.headers, request.ip)
      if (device.setCookie !== undefined) reply.header('set-cookie', device.setCookie)
      return this.starts.start(query, device)
    })
  }

  /** Takes what a provider has sent along. @param stateName `state`, or what another protocol calls it */
  callback(
    method: 'GET' | 'POST',
    entries: readonly [string, unknown][],
    request: FastifyRequest,
    reply: FastifyReply,
    stateName = 'state',
  ): Promise<void> {
    return this.#answer(request, reply, async () => {
      // A form of another site comes without cookies; a redirect brings them, or is none of this browser.
      const device = method === 'GET' ? this.devices.greet(request.headers) : undefined
      return this.arrivals.take(method, entries, stateName, device?.id)
    })
  }

  /** Goes on in the browser that has set out. */
  land(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, () => this.journey.land(id, this.#visitOf(request)))
  }

  /** The form of somebody new. */
  form(id: string, form: URLSearchParams, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, () => this.journey.answer(id, this.#visitOf(request), form))
  }

  /** Somebody new who has an account already, it may be, wants a code. */
  sendCode(id: string, form: URLSearchParams, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, () => this.journey.sendCode(id, this.#visitOf(request), form))
  }

  /** Answers with what comes of anything else. */
  answer(request: FastifyRequest, reply: FastifyReply, act: () => Promise<SsoAnswer>): Promise<void> {
    return this.#answer(request, reply, act)
  }

  #visitOf({ headers, ip }: FastifyRequest): SsoVisit {
    return { device: this.devices.greet(headers), ip, locale: headers['accept-language'] ?? '' }
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, act: () => Promise<SsoAnswer>): Promise<void> {
    reply.removeHeader('access-control-allow-origin')
    try {
      const answer = await act()
      if (answer.kind === 'go') await reply.header('cache-control', 'no-store').redirect(answer.to, SEE_OTHER)
      else if (answer.kind === 'show')
        await reply.status(OK).headers(pageSecurity()).type(HTML).send(answer.html)
      else await this.#refuse(request, reply, answer.failure, answer)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await this.#refuse(request, reply, error)
    }
  }

  async #refuse(
    { headers }: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal,
    failed?: { readonly traceId: string; readonly back: string },
  ): Promise<void> {
    const more = failed && { traceId: failed.traceId, retryUrl: failed.back }
    const html = await this.errors.render(refusal, headers['accept-language'] ?? '', undefined, more)
    const status = STATUS_OF_KIND[refusal.kind] ?? BAD_REQUEST
    await reply.status(status).headers(pageSecurity()).type(HTML).send(html)
  }
}
