import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Device, Devices, ErrorPages, pageSecurity, readForm } from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import { type MoveAnswer, MoveJourney, type MoveVisit } from './move-journey.js'

const OK = 200
const SEE_OTHER = 303
const BAD_REQUEST = 400
const HTML = 'text/html; charset=utf-8'

const STATUS_OF_KIND: Partial<Record<Refusal['kind'], number>> = {
  forbidden: 403,
  notFound: 404,
  conflict: 409,
}

/** Answers browsers of those who move here. */
@Injectable()
export class MoveReplies {
  constructor(
    private readonly journey: MoveJourney,
    private readonly devices: Devices,
    private readonly errors: ErrorPages,
  ) {}

  /** What a link leads to; the browser is known from then on. */
  greet(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, async () => {
      const device = await this.devices.meet(request.headers, request.ip)
      if (device.setCookie !== undefined) reply.header('set-cookie', device.setCookie)
      return this.journey.greet(token, visitOf(request, device))
    })
  }

  open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, async () =>
      this.journey.open(await readForm(request.raw), this.#visit(request)),
    )
  }

  show(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, () => this.journey.show(id, this.#visit(request)))
  }

  /** To the organization that has the sign-in. */
  leave(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, () => this.journey.leave(id, this.#visit(request)))
  }

  form(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.#answer(request, reply, async () =>
      this.journey.answer(id, await readForm(request.raw), this.#visit(request)),
    )
  }

  #visit(request: FastifyRequest): MoveVisit {
    return visitOf(request, this.devices.greet(request.headers))
  }

  async #answer(request: FastifyRequest, reply: FastifyReply, act: () => Promise<MoveAnswer>): Promise<void> {
    reply.removeHeader('access-control-allow-origin')
    try {
      const answer = await act()
      if (answer.kind === 'go')
        return void (await reply.header('cache-control', 'no-store').redirect(answer.to, SEE_OTHER))
      // Browsers without scripts look again as well.
      if (answer.lookAgain !== undefined) reply.header('refresh', String(answer.lookAgain))
      await reply.status(OK).headers(pageSecurity()).type(HTML).send(answer.html)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const html = await this.errors.render(error, request.headers['accept-language'] ?? '')
      const status = STATUS_OF_KIND[error.kind] ?? BAD_REQUEST
      await reply.status(status).headers(pageSecurity()).type(HTML).send(html)
    }
  }
}

function visitOf({ headers }: FastifyRequest, device: Device): MoveVisit {
  return { device, locale: headers['accept-language'] ?? '' }
}
