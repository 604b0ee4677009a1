import { Body, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common'
import { ApiHeader, ApiQuery } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { versionTag } from '../settings/document-change.js'
import { BrandChanges } from './brand-changes.js'
import { BrandRules } from './brand-rules.js'
import { BrandViews } from './brand-views.js'
import { BrandingDto, BrandingVersionsDto, BrandValuesDto, RollbackDto } from './branding.dto.js'

const OK = 200
const CHANGE_PROBLEMS = ['not_found', 'setting_pinned', 'palette_unsafe', 'precondition_failed']

/** What the organization looks like. */
@AdminController('branding', 'Branding')
export class BrandingAdminController {
  constructor(
    private readonly views: BrandViews,
    private readonly changes: BrandChanges,
    private readonly rules: BrandRules,
  ) {}

  @Get()
  @AdminRoute('branding.view', {
    summary: 'Shows what the organization looks like',
    answers: BrandingDto,
    tagged: true,
  })
  getBranding(@Res({ passthrough: true }) reply: FastifyReply): BrandingDto {
    return this.#show(undefined, reply)
  }

  @Put()
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('branding.edit', {
    summary: 'Changes what the organization looks like, on all nodes',
    answers: BrandingDto,
    problems: CHANGE_PROBLEMS,
  })
  async updateBranding(
    @Body() values: BrandValuesDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<BrandingDto> {
    await this.changes.put(undefined, { ...values }, ifMatch, by)
    return this.views.view(undefined)
  }

  @Get('versions')
  @ApiQuery({ name: 'domain', required: false, schema: { type: 'string' } })
  @AdminRoute('branding.view', { summary: 'Lists former looks', answers: BrandingVersionsDto })
  listBrandingVersions(@Query('domain') domain: unknown): Promise<BrandingVersionsDto> {
    return this.views.versions(typeof domain === 'string' ? domain : undefined)
  }

  @Post('rollback')
  @AdminRoute('branding.edit', {
    summary: 'Goes back to a former look',
    answers: BrandingDto,
    status: OK,
    problems: CHANGE_PROBLEMS,
  })
  async rollBackBranding(
    @Body() { version, domain }: RollbackDto,
    @By() by: Administrator,
  ): Promise<BrandingDto> {
    await this.changes.rollBack(domain, version, by)
    return this.views.view(domain)
  }

  @Get(':domain')
  @AdminRoute('branding.view', {
    summary: 'Shows what a domain of handles looks like',
    answers: BrandingDto,
    tagged: true,
    problems: ['not_found'],
  })
  getDomainBranding(
    @Param('domain') domain: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): BrandingDto {
    this.rules.assertDomain(domain)
    return this.#show(domain, reply)
  }

  @Put(':domain')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('branding.edit', {
    summary: 'Changes what a domain of handles looks like; without values, like the whole',
    answers: BrandingDto,
    problems: CHANGE_PROBLEMS,
  })
  async updateDomainBranding(
    @Param('domain') domain: string,
    @Body() values: BrandValuesDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<BrandingDto> {
    await this.changes.put(domain, { ...values }, ifMatch, by)
    return this.views.view(domain)
  }

  #show(domain: string | undefined, reply: FastifyReply): BrandingDto {
    const view = this.views.view(domain)
    reply.header('etag', versionTag(view.version))
    return view
  }
}
