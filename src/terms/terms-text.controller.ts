import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { PublicRoute } from '../http/index.js'
import { isTimedId } from '../telemetry/index.js'
import { limitBy, MINUTE_MS } from '../xrpc/index.js'
import { TermsVersionStore } from './terms-version.store.js'

const views = limitBy('ip', 300, 5 * MINUTE_MS, { bucket: 'terms' })

/** Texts of terms that are kept here, for everybody to read. */
@ApiExcludeController()
@Controller('terms')
export class TermsTextController {
  constructor(private readonly versions: TermsVersionStore) {}

  @Get(':id')
  @PublicRoute(views)
  async show(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const text = isTimedId(id) ? (await this.versions.find(id))?.text : undefined
    if (text === undefined) throw new NotFoundException()
    reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff')
    return text
  }
}
