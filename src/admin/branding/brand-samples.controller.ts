import { Body, Get, Post, Query, Res } from '@nestjs/common'
import { ApiQuery } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { pageHeaders } from '../../http/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { AssetUpload } from './asset-upload.js'
import { BrandPreview, PREVIEW_PAGES, PREVIEW_THEMES } from './brand-preview.js'
import { BrandRules } from './brand-rules.js'
import { BrandAssetDto, ContrastMeasuresDto, NewAssetDto } from './branding.dto.js'
import { readDraft, readPreview } from './preview-query.js'
import { SAMPLE_MAILS } from './sample-mails.js'

const CREATED = 201
const OK = 200
/** A file as base64, and what is around it. */
const BODY_MAX_BYTES = 1_500_000

/** The dashboard shows it in a frame; nothing in it runs, or leads anywhere. */
const HEADERS = {
  ...pageHeaders(
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-same-origin",
  ),
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
const SHOWN = [...PREVIEW_PAGES, ...SAMPLE_MAILS.map((mail) => `mail:${mail}`)]
const text = (name: string, required: boolean, schema: object, description: string) =>
  ApiQuery({ name, required, description, schema: { type: 'string', ...schema } })

/** Pictures for looks, and how looks would be. */
@AdminController('branding', 'Branding')
export class BrandSamplesController {
  constructor(
    private readonly upload: AssetUpload,
    private readonly rules: BrandRules,
    private readonly preview: BrandPreview,
  ) {}

  @Post('assets')
  @AdminRoute('branding.edit', {
    summary: 'Takes a picture for looks; what is in it besides the picture is left out',
    answers: BrandAssetDto,
    status: CREATED,
    bodyMaxBytes: BODY_MAX_BYTES,
    problems: ['picture_refused'],
  })
  async uploadBrandAsset(@Body() { file }: NewAssetDto, @By() by: Administrator): Promise<BrandAssetDto> {
    const { digest, type, bytes, size } = await this.upload.take(Buffer.from(file, 'base64'), by)
    return { digest, path: `/branding/assets/${digest}`, type, bytes: bytes.length, ...size }
  }

  @Get('contrast')
  @text('draft', false, {}, 'BrandValues as JSON in base64url.')
  @AdminRoute('branding.view', {
    summary: 'Measures how well colours stand out that are not in use yet',
    answers: ContrastMeasuresDto,
  })
  measureContrast(@Query('draft') draft: unknown): ContrastMeasuresDto {
    return { data: this.rules.measure(readDraft(draft)) }
  }

  @Get('preview')
  @text('draft', false, {}, 'BrandValues as JSON in base64url.')
  @text('show', true, { enum: SHOWN }, 'The page or mail.')
  @text('theme', false, { enum: [...PREVIEW_THEMES], default: 'light' }, 'The theme.')
  @text('locale', false, {}, 'The language, as in Accept-Language.')
  @AdminRoute('branding.view', {
    summary: 'Draws a page or mail in looks that are not in use yet (HTML)',
    status: OK,
    problems: ['not_found', 'palette_unsafe'],
  })
  async previewBranding(
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const wanted = readPreview(query)
    this.rules.checkColours(wanted.values)
    const html = await this.preview.draw(wanted)
    if (html === undefined) throw new NotThere('page or mail')
    reply.headers(HEADERS).type('text/html; charset=utf-8')
    return html
  }
}
