import { Body, Headers, Param, Put } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { DomainEnforcement } from '../sso/domain-enforcement.js'
import { DomainTermsDto } from '../branding/branding.dto.js'
import { DomainEnforcementDto } from './domain-rules.dto.js'
import { DomainTerms } from './domain-terms.js'

/** What holds for people of a domain, wherever it is kept. */
@AdminController('domains/:domain', 'Domains')
export class DomainRulesController {
  constructor(
    private readonly terms: DomainTerms,
    private readonly enforcement: DomainEnforcement,
  ) {}

  @Put('terms')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the branding that was seen.' })
  @AdminRoute('branding.edit', {
    summary: 'Says where terms and privacy policy of a domain are: a part of its branding',
    answers: DomainTermsDto,
    problems: ['not_found', 'setting_pinned', 'precondition_failed'],
  })
  updateDomainTerms(
    @Param('domain') domain: string,
    @Body() wanted: DomainTermsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<DomainTermsDto> {
    return this.terms.put(domain, wanted, ifMatch, by)
  }

  @Put('enforcement')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the connection that was seen.' })
  @AdminRoute('connections.manage', {
    summary:
      'Says whether people of a domain have to sign in with their organization: a part of a connection',
    answers: DomainEnforcementDto,
    fresh: true,
    problems: ['not_found', 'managed_by_file', 'changed_meanwhile', 'role_outranks'],
  })
  updateDomainEnforcement(
    @Param('domain') domain: string,
    @Body() wanted: DomainEnforcementDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<DomainEnforcementDto> {
    return this.enforcement.put(domain, wanted, ifMatch, by)
  }
}
