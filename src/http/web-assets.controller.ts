import { Controller, Get, Headers, NotFoundException, Param, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { pageHeaders } from './page-headers.js'
import { PublicRoute } from './route.js'
import { WebAssets } from './web-assets.js'

/** Names change with the content. */
const CACHING = 'public, max-age=31536000, immutable'

/** Scripts and style sheets of the pages of this server. */
@Controller('assets')
export class WebAssetsController {
  constructor(private readonly assets: WebAssets) {}

  @Get(':name')
  @PublicRoute()
  show(
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const asset = this.assets.find(name, accepted)
    if (!asset) throw new NotFoundException('There is no such file.')
    if (asset.coding) reply.header('content-encoding', asset.coding)
    reply.headers({ ...pageHeaders(), 'cache-control': CACHING, vary: 'Accept-Encoding' }).type(asset.type)
    return asset.bytes
  }
}
