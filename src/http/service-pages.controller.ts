import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { ServiceConfig } from '../config/index.js'
import { XRPC_ROOT } from '../xrpc/index.js'
import { pageHeaders } from './page-headers.js'
import { PublicRoute } from './route.js'

/** What somebody finds who opens the address of the service in a browser. */
@Controller()
export class ServicePagesController {
  constructor(private readonly config: ServiceConfig) {}

  @Get('/')
  @PublicRoute()
  welcome(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { serviceName, homeUrl, publicUrl } = this.config
    reply.headers(pageHeaders()).type('text/plain; charset=utf-8')
    return [
      `This is an AT Protocol Personal Data Server (PDS), run by ${serviceName}.`,
      '',
      `Methods   ${publicUrl}/${XRPC_ROOT}/`,
      ...(homeUrl ? [`About     ${homeUrl}`] : []),
      'Protocol  https://atproto.com',
      '',
    ].join('\n')
  }

  @Get('robots.txt')
  @PublicRoute()
  robots(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.type('text/plain; charset=utf-8')
    return '# Everything here is public, and may be crawled.\nUser-agent: *\nAllow: /\n'
  }
}
