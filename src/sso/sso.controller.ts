import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../http/index.js'
import { readAnyForm, readForm } from '../oauth/index.js'
import { HOUR_MS, limitBy, MINUTE_MS } from '../xrpc/index.js'
import { ProviderSignOut } from './logout/provider-sign-out.js'
import { SsoReplies } from './landing/sso-replies.js'
import type { StartQuery } from './landing/start-requests.js'

const starts = limitBy('ip', 120, 5 * MINUTE_MS, { bucket: 'sso-starts' })
const arrivals = limitBy('ip', 300, 5 * MINUTE_MS, { bucket: 'sso-arrivals' })
const forms = limitBy('ip', 60, 5 * MINUTE_MS, { bucket: 'sso-forms' })
/** A mail each. */
const codes = limitBy('ip', 15, HOUR_MS, { bucket: 'sso-codes' })

/** The way to identity providers and back. */
@Controller('sso')
export class SsoController {
  constructor(
    private readonly replies: SsoReplies,
    private readonly signOuts: ProviderSignOut,
  ) {}

  @Get('start')
  @PublicRoute(starts)
  start(@Query() query: StartQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.start(query, request, reply)
  }

  /** Where providers of OpenID Connect send browsers. */
  @Get('callback')
  @PublicRoute(arrivals)
  callback(@Query() query: object, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.callback('GET', Object.entries(query), request, reply)
  }

  /** The same with a form, which comes without the cookies of the browser. */
  @Post('callback')
  @PublicRoute(arrivals)
  async form(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.callback('POST', [...(await readAnyForm(request.raw))], request, reply)
  }

  /** Whoever has signed out here signs out at the provider as well. */
  @Get('sign-out')
  @PublicRoute(arrivals)
  signOut(@Query('ticket') ticket: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.answer(request, reply, async () => ({
      kind: 'go',
      to: await this.signOuts.addressOf(String(ticket)),
    }))
  }

  @Get('finish/:id')
  @PublicRoute(arrivals)
  land(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.land(id, request, reply)
  }

  @Post('finish/:id')
  @PublicRoute(forms)
  async answer(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.form(id, await readForm(request.raw), request, reply)
  }

  @Post('finish/:id/code')
  @PublicRoute(codes)
  async sendCode(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.sendCode(id, await readForm(request.raw), request, reply)
  }
}
