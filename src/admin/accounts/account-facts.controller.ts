import { Body, Get, Headers, Param, Patch, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { tagsIn } from '../../account/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { entityTag } from '../api/entity-tag.js'
import { AccountAccess } from './account-access.js'
import { MemberFactsDto } from './account-details.dto.js'
import { AccountFacts, factsView } from './account-facts.js'
import { FactChanges } from './fact-changes.js'
import { AccountClassDto, AccountNoteDto, AccountQuotaDto, AccountTagsDto } from './member-facts.dto.js'

const ANSWER = { answers: MemberFactsDto, problems: ['not_found', 'outranked', 'precondition_failed'] }

const IfMatch = () =>
  ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the facts that were seen.' })

/** What the organization knows of an account, and lets it store. */
@AdminController('accounts/:did', 'Account details')
export class AccountFactsController {
  constructor(
    private readonly access: AccountAccess,
    private readonly facts: AccountFacts,
    private readonly changes: FactChanges,
  ) {}

  @Get('facts')
  @AdminRoute('accounts.view', {
    summary: 'Shows what the organization knows of the member',
    answers: MemberFactsDto,
    tagged: true,
    personal: true,
    problems: ['not_found'],
  })
  async getAccountFacts(
    @Param('did') did: string,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MemberFactsDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    const view = factsView(await this.facts.of(account.did), account.handle, by.grants)
    reply.header('etag', entityTag(view))
    return view
  }

  @Patch('class')
  @IfMatch()
  @AdminRoute('accounts.edit', { summary: 'Says what kind of account it is', ...ANSWER })
  updateAccountClass(
    @Param('did') did: string,
    @Body() body: AccountClassDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<MemberFactsDto> {
    return this.changes.change({ did, by, ifMatch }, 'class', body.class)
  }

  @Patch('note')
  @IfMatch()
  @AdminRoute('accounts.note', {
    summary: 'Writes a note about the account, which the member does not see',
    ...ANSWER,
  })
  updateAccountNote(
    @Param('did') did: string,
    @Body() { note }: AccountNoteDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<MemberFactsDto> {
    return this.changes.change({ did, by, ifMatch }, 'note', note)
  }

  @Patch('tags')
  @IfMatch()
  @AdminRoute('accounts.note', { summary: 'Marks the account with tags', ...ANSWER })
  updateAccountTags(
    @Param('did') did: string,
    @Body() { tags }: AccountTagsDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<MemberFactsDto> {
    return this.changes.change({ did, by, ifMatch }, 'tags', tagsIn(tags))
  }

  @Patch('quota')
  @IfMatch()
  @AdminRoute('accounts.quota', { summary: 'Says how much the member may store', ...ANSWER })
  updateAccountQuota(
    @Param('did') did: string,
    @Body() { quotaBytes }: AccountQuotaDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<MemberFactsDto> {
    return this.changes.change({ did, by, ifMatch }, 'quotaBytes', quotaBytes)
  }
}
