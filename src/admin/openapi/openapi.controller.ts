import { Controller, Get, NotFoundException, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../config/index.js'
import { PublicRoute } from '../../http/index.js'

/** As `npm run generate` has written it. */
const FILE = join(PROJECT_ROOT, 'docs', 'admin-api', 'openapi.json')

/** What the administration offers, for programs that are made of it. It says nothing about this very server. */
@ApiExcludeController()
@Controller('admin')
export class OpenapiController {
  @Get('openapi.json')
  @PublicRoute()
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const text = await readFile(FILE, 'utf8').catch(() => undefined)
    if (text === undefined) throw new NotFoundException('The description was not installed.')
    reply.type('application/json; charset=utf-8').header('x-content-type-options', 'nosniff')
    return text
  }
}
