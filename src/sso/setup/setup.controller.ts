import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { HOUR_MS, limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { SetupReplies } from './setup-replies.js'

const looks = limitBy('ip', 60, 5 * MINUTE_MS, { bucket: 'sso-setup' })
/** Each makes this server ask another one. */
const deeds = limitBy('ip', 60, HOUR_MS, { bucket: 'sso-setup-deeds' })

/** Where those fill in a connection who have a link and no account. */
@Controller('sso/setup')
export class SetupController {
  constructor(private readonly replies: SetupReplies) {}

  @Get()
  @PublicRoute(looks)
  greet(@Query('link') token: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.greet(String(token), request, reply)
  }

  @Post()
  @PublicRoute(looks)
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.open(request, reply)
  }

  @Get(':id')
  @PublicRoute(looks)
  show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.show(id, request, reply)
  }

  @Post(':id')
  @PublicRoute(deeds)
  answer(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.form(id, request, reply)
  }

  @Get(':id/test')
  @PublicRoute(deeds)
  test(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.test(id, request, reply)
  }
}
