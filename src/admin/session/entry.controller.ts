import { Controller, Get, Query, Req, Res, UseFilters } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { AdminFilter } from '../admin.filter.js'
import { AdminEntry, type EntryAnswer } from './admin-entry.js'

const SEE_OTHER = 303
const entries = limitBy('ip', 60, 5 * MINUTE_MS, { bucket: 'admin-entry' })

/** How members come into the dashboard that has a host of its own. It is for browsers, and no part of the API. */
@ApiExcludeController()
@Controller('admin/session')
@UseFilters(AdminFilter)
export class EntryController {
  constructor(private readonly entry: AdminEntry) {}

  /** To members' pages. */
  @Get('go')
  @PublicRoute(entries)
  go(@Query('to') place: unknown, @Query('connection') connection: unknown, @Res() reply: FastifyReply) {
    return answer(reply, this.entry.go(textOf(place), textOf(connection)))
  }

  /** Back from there. */
  @Get('arrive')
  @PublicRoute(entries)
  async arrive(
    @Query('ticket') ticket: unknown,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return answer(reply, await this.entry.arrive(textOf(ticket) ?? '', headers))
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

async function answer(reply: FastifyReply, { to, cookies }: EntryAnswer): Promise<void> {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
  // The ticket stands in the address that is left.
  const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  await reply.headers(headers).redirect(to, SEE_OTHER)
}
