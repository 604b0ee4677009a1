import { Controller, Get, Param, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { pageHeaders, PICTURE_POLICY, pictureHeaders, PublicRoute } from '../http/index.js'
import { BrandImages } from './brand-images.js'
import { BRAND_IMAGES, type BrandImage, Branding, BRANDING_ROOT } from './branding.js'
import { BrandImageUnavailable } from './branding.errors.js'

/** Paths change with what they stand for. */
const SHEET_CACHING = 'public, max-age=31536000, immutable'
/** The organization's colours and pictures. */
@Controller(BRANDING_ROOT)
export class BrandingController {
  constructor(
    private readonly branding: Branding,
    private readonly images: BrandImages,
  ) {}

  @Get('theme.css')
  @PublicRoute()
  sheet(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.headers({ ...pageHeaders(), 'cache-control': SHEET_CACHING }).type('text/css; charset=utf-8')
    return this.branding.sheet
  }

  @Get('icon.svg')
  @PublicRoute()
  icon(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.headers({ ...pageHeaders(PICTURE_POLICY), 'cache-control': SHEET_CACHING }).type('image/svg+xml')
    return this.branding.icon
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
