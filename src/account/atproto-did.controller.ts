import { isHandle, normalizeHandle } from '@guildhall/syntax'
import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../http/index.js'
import { HandleLookup } from './handle-lookup.js'

/** Proves the handles of accounts to whoever asks the host of that name (AT Protocol, handle resolution by HTTPS). */
@Controller('.well-known')
export class AtprotoDidController {
  constructor(private readonly lookup: HandleLookup) {}

  /** The DID of the active account whose handle is the host name that was asked for. */
  @Get('atproto-did')
  @PublicRoute()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const host = normalizeHandle(request.hostname)
    const did = isHandle(host) ? await this.lookup.hosted(host) : undefined
    if (!did) throw new NotFoundException('User not found')
    reply.type('text/plain; charset=utf-8')
    return did
  }
}
