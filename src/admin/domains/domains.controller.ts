import { Body, Delete, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { DOMAINS_DOCUMENT, HandleDomains } from '../../identity/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import { Random } from '../../telemetry/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { versionTag } from '../settings/document-change.js'
import { DomainChanges } from './domain-changes.js'
import { domainView } from './domain-view.js'
import {
  DomainCheckDto,
  DomainDto,
  DomainsDto,
  DryRunDto,
  HandlePolicyDto,
  NewDomainDto,
} from './domains.dto.js'
import { PolicyPlans } from './policy-plans.js'

const CREATED = 201
const OK = 200

/** Domains below which members have handles. */
@AdminController('domains', 'Domains')
export class DomainsController {
  constructor(
    private readonly domains: HandleDomains,
    private readonly changes: DomainChanges,
    private readonly documents: ServiceDocuments,
    private readonly random: Random,
    private readonly plans: PolicyPlans,
  ) {}

  @Get()
  @AdminRoute('domains.view', { summary: 'Lists domains of handles', answers: DomainsDto, tagged: true })
  listDomains(@Res({ passthrough: true }) reply: FastifyReply): DomainsDto {
    reply.header('etag', versionTag(this.documents.versionOf(DOMAINS_DOCUMENT)))
    return { data: this.domains.all.map((one) => domainView(one, this.domains)) }
  }

  @Post()
  @AdminRoute('domains.manage', {
    summary: 'Adds a domain, which is used once it is verified',
    answers: DomainDto,
    status: CREATED,
    problems: ['precondition_failed'],
  })
  async createDomain(@Body() { domain }: NewDomainDto, @By() by: Administrator): Promise<DomainDto> {
    return domainView(await this.changes.add(domain, this.random, by), this.domains)
  }

  @Post(':domain/verify')
  @AdminRoute('domains.manage', {
    summary: 'Looks whose a domain is and whether it leads here, and uses it if all is well',
    answers: DomainCheckDto,
    status: OK,
    problems: ['not_found', 'precondition_failed'],
  })
  async verifyDomain(@Param('domain') name: string, @By() by: Administrator): Promise<DomainCheckDto> {
    const { domain, findings } = await this.changes.verify(name, by)
    return { domain: domainView(domain, this.domains), findings }
  }

  @Put(':domain/handle-policy')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the list that was seen.' })
  @AdminRoute('domains.manage', {
    summary:
      'Says what holds for handles below a domain; with dryRun it is only told which would be refused of those that there are',
    answers: DomainDto,
    problems: ['not_found', 'setting_pinned', 'precondition_failed'],
  })
  async updateHandlePolicy(
    @Param('domain') name: string,
    @Body() policy: HandlePolicyDto,
    @Query() { dryRun }: DryRunDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<DomainDto> {
    if (dryRun === 'true') return this.#tried(name, policy)
    return domainView(await this.changes.setPolicy(name, policy, ifMatch, by), this.domains)
  }

  @Delete(':domain')
  @AdminRoute('domains.manage', {
    summary: 'Removes a domain on which nobody has a handle',
    problems: ['not_found', 'setting_pinned', 'domain_in_use', 'precondition_failed'],
  })
  deleteDomain(@Param('domain') name: string, @By() by: Administrator): Promise<void> {
    return this.changes.remove(name, by)
  }

  async #tried(name: string, policy: HandlePolicyDto): Promise<DomainDto> {
    const domain = this.changes.possible(name, policy)
    const plan = await this.plans.ofPolicy(domain, policy)
    return { ...domainView(domain, this.domains), policy, plan }
  }
}
