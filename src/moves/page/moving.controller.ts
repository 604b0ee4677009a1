import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { HOUR_MS, limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { MoveReplies } from './move-replies.js'

/** A page that shows how far a move is looks again every few seconds. */
const looks = limitBy('ip', 600, 5 * MINUTE_MS, { bucket: 'moves' })
/** Each may make this server ask another one, with a password. */
const deeds = limitBy('ip', 60, HOUR_MS, { bucket: 'move-deeds' })

/** Where those move their accounts here whom the organization has invited. */
@Controller('move')
export class MovingController {
  constructor(private readonly replies: MoveReplies) {}

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

  @Get(':id/organization')
  @PublicRoute(looks)
  leave(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.leave(id, request, reply)
  }

  @Post(':id')
  @PublicRoute(deeds)
  answer(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.replies.form(id, request, reply)
  }
}
