import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { readForm } from '../../oauth/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { ConnectionNotThere } from '../connections/connections.errors.js'
import { SsoReplies } from '../landing/sso-replies.js'
import { carriedByForm, carriedByQuery } from './carried-messages.js'
import { SamlArrivals } from './saml-arrivals.js'
import { SamlLogouts } from './saml-logouts.js'
import { ServiceDescription } from './service-description.js'
import { FORM_MAX_BYTES } from './wire/limits.js'

const arrivals = limitBy('ip', 300, 5 * MINUTE_MS, { bucket: 'sso-arrivals' })
const METADATA = 'application/samlmetadata+xml; charset=utf-8'

/** What providers of SAML know of this server: addresses of its own for each connection. */
@Controller('sso/saml/:id')
export class SamlController {
  constructor(
    private readonly replies: SsoReplies,
    private readonly arrivals: SamlArrivals,
    private readonly logouts: SamlLogouts,
    private readonly description: ServiceDescription,
  ) {}

  @Get('metadata')
  @PublicRoute(arrivals)
  async showMetadata(@Param('id') id: string, @Res() reply: FastifyReply) {
    const metadata = await this.description.find(id)
    if (metadata === undefined) throw new ConnectionNotThere()
    return reply.type(METADATA).send(metadata)
  }

  /** Where answers come: forms of another site, without the cookies of the browser. */
  @Post('acs')
  @PublicRoute(arrivals)
  async consume(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const form = await readForm(request.raw, FORM_MAX_BYTES)
    return this.replies.answer(request, reply, () => this.arrivals.take(id, form))
  }

  @Get('logout')
  @PublicRoute(arrivals)
  logout(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.answer(request, reply, () => this.logouts.take(id, carriedByQuery(request.url)))
  }

  @Post('logout')
  @PublicRoute(arrivals)
  async logoutForm(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const form = await readForm(request.raw, FORM_MAX_BYTES)
    return this.replies.answer(request, reply, () => this.logouts.take(id, carriedByForm(form)))
  }
}
