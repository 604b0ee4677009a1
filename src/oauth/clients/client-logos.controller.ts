import { Controller, Get, Param, Res } from '@nestjs/common'
import { OAuthError } from '@guildhall/oauth'
import type { FastifyReply } from 'fastify'
import { Pictures } from '../../branding/index.js'
import { pictureHeaders, PublicRoute } from '../../http/index.js'
import { LogoUnavailable } from '../oauth.errors.js'
import { AppViews, LOGO_PATH } from './app-views.js'
import { ClientDirectory } from './client-directory.js'

/** Pictures of the applications that the operator vouches for: pages ask nobody else for anything. */
@Controller(LOGO_PATH)
export class ClientLogosController {
  constructor(
    private readonly apps: AppViews,
    private readonly clients: ClientDirectory,
    private readonly pictures: Pictures,
  ) {}

  @Get(':name')
  @PublicRoute()
  async show(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const clientId = this.apps.clientOf(name)
    const url = clientId === undefined ? undefined : await this.#logoOf(clientId)
    const picture = url === undefined ? undefined : await this.pictures.get(name, { url, toStranger: true })
    if (!picture) throw new LogoUnavailable()
    reply.headers(pictureHeaders()).type(picture.type)
    return picture.bytes
  }

  async #logoOf(clientId: string): Promise<string | undefined> {
    try {
      return (await this.clients.find(clientId)).logo
    } catch (error) {
      if (error instanceof OAuthError) return undefined
      throw error
    }
  }
}
