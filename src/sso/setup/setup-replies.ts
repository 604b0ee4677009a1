import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { shownUserAgent } from '../../audit/index.js'
import { type Device, Devices, readForm } from '../../oauth/index.js'
import { SsoReplies } from '../landing/sso-replies.js'
import { SetupJourney, type SetupVisit } from './setup-journey.js'
import { SetupTrial } from './setup-trial.js'

/** Answers browsers of those who have a link. */
@Injectable()
export class SetupReplies {
  constructor(
    private readonly replies: SsoReplies,
    private readonly devices: Devices,
    private readonly journey: SetupJourney,
    private readonly trial: SetupTrial,
  ) {}

  /** What a link leads to; the browser is known from then on. */
  greet(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.replies.answer(request, reply, async () => {
      const device = await this.devices.meet(request.headers, request.ip)
      if (device.setCookie !== undefined) reply.header('set-cookie', device.setCookie)
      return this.journey.greet(token, visitOf(request, device))
    })
  }

  open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.replies.answer(request, reply, async () =>
      this.journey.open(await readForm(request.raw), this.#visit(request)),
    )
  }

  show(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.replies.answer(request, reply, () => this.journey.show(id, this.#visit(request)))
  }

  form(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.replies.answer(request, reply, async () =>
      this.journey.answer(id, await readForm(request.raw), this.#visit(request)),
    )
  }

  /** Sets out to try the connection. */
  test(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.replies.answer(request, reply, () => this.trial.begin(id, this.#visit(request).device.id))
  }

  #visit(request: FastifyRequest): SetupVisit {
    return visitOf(request, this.devices.greet(request.headers))
  }
}

function visitOf({ headers, ip }: FastifyRequest, device: Device): SetupVisit {
  const from = { ip, userAgent: shownUserAgent(headers['user-agent']) }
  return { device, locale: headers['accept-language'] ?? '', from }
}
