import { Body, Get, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { type ListDto, listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ACCEPTANCE_LIST, AcceptanceSearch } from './acceptance-search.js'
import { TermsPublication } from './terms-publication.js'
import { TermsVersions } from './terms-versions.js'
import { NewTermsVersionDto, TermsAcceptanceDto, TermsVersionDto, TermsVersionsDto } from './terms.dto.js'

const CREATED = 201

/** What members agree to, and who has. */
@AdminController('', 'Terms')
export class TermsController {
  constructor(
    private readonly versions: TermsVersions,
    private readonly publication: TermsPublication,
    private readonly acceptances: AcceptanceSearch,
  ) {}

  @Get('terms-versions')
  @AdminRoute('branding.view', { summary: 'Lists versions of the terms', answers: TermsVersionsDto })
  async listTermsVersions(): Promise<TermsVersionsDto> {
    return { data: await this.versions.list() }
  }

  @Post('terms-versions')
  @AdminRoute('branding.edit', {
    summary: 'Makes another version of the terms, which never changes',
    answers: TermsVersionDto,
    status: CREATED,
  })
  createTermsVersion(@Body() wanted: NewTermsVersionDto, @By() by: Administrator): Promise<TermsVersionDto> {
    return this.publication.publish(wanted, by)
  }

  @Get('terms-acceptances')
  @AdminRoute('accounts.view', {
    summary: 'Lists who has agreed to which terms',
    answers: listOf(TermsAcceptanceDto),
    personal: true,
    list: ACCEPTANCE_LIST,
  })
  listTermsAcceptances(
    @ListParam(ACCEPTANCE_LIST) query: ListQuery,
    @By() by: Administrator,
  ): Promise<ListDto<TermsAcceptanceDto>> {
    return this.acceptances.list(query, by)
  }
}
