import { Controller, Get, Param, Query, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { pageHeaders, PICTURE_POLICY, pictureHeaders, PublicRoute } from '../http/index.js'
import { BrandAssets } from './assets/brand-assets.js'
import { BrandImages } from './brand-images.js'
import { BRANDING_ROOT, iconAt, sheetAt } from './brand-paths.js'
import { BRAND_IMAGES, type BrandImage } from './brand-values.js'
import { BrandImageUnavailable } from './branding.errors.js'
import { Branding } from './branding.js'

/** Paths change with what they stand for. */
const FOREVER = 'public, max-age=31536000, immutable'
/** A path that does not say what it stands for: the organization as it is now. */
const FOR_NOW = 'no-cache'

/** The organization's colours and pictures. */
@Controller(BRANDING_ROOT)
export class BrandingController {
  constructor(
    private readonly branding: Branding,
    private readonly images: BrandImages,
    private readonly assets: BrandAssets,
  ) {}

  @Get('theme.css')
  @PublicRoute()
  sheet(@Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): string {
    const sheet = sheetAt(query)
    const caching = sheet === undefined ? FOR_NOW : FOREVER
    reply.headers({ ...pageHeaders(), 'cache-control': caching }).type('text/css; charset=utf-8')
    return sheet ?? this.branding.whole.sheet
  }

  @Get('icon.svg')
  @PublicRoute()
  icon(@Query() query: Record<string, unknown>, @Res({ passthrough: true }) reply: FastifyReply): string {
    const icon = iconAt(query)
    const caching = icon === undefined ? FOR_NOW : FOREVER
    reply.headers({ ...pageHeaders(PICTURE_POLICY), 'cache-control': caching }).type('image/svg+xml')
    return icon ?? this.branding.whole.icon
  }

  @Get('assets/:digest')
  @PublicRoute()
  async asset(
    @Param('digest') digest: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asset = await this.assets.find(digest)
    if (!asset) throw new BrandImageUnavailable()
    reply.headers({ ...pictureHeaders(), 'cache-control': FOREVER }).type(asset.type)
    return asset.bytes
  }

  @Get(':image')
  @PublicRoute()
  async image(
    @Param('image') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!isImage(name)) throw new BrandImageUnavailable()
    const { type, bytes } = await this.images.get(name)
    reply.headers(pictureHeaders()).type(type)
    return bytes
  }
}

function isImage(name: string): name is BrandImage {
  return (BRAND_IMAGES as readonly string[]).includes(name)
}
