import { Body, Get, Headers, Param, Patch, Post, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { assertMatches, entityTag } from '../api/entity-tag.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { AccountAccess } from './account-access.js'
import { AccountChanges } from './account-changes.js'
import { AccountPresence } from './account-presence.js'
import { AccountIssue } from './account-issue.js'
import { ACCOUNT_LIST, AccountSearch } from './account-search.js'
import { accountView } from './account-view.js'
import { AccountDto, AccountPatchDto, NewAccountDto } from './accounts.dto.js'

const CREATED = 201

/** Accounts: found, seen, made, changed. */
@AdminController('accounts', 'Accounts')
export class AccountsController {
  constructor(
    private readonly search: AccountSearch,
    private readonly access: AccountAccess,
    private readonly issue: AccountIssue,
    private readonly changes: AccountChanges,
    private readonly presence: AccountPresence,
  ) {}

  @Get()
  @AdminRoute('accounts.view', {
    summary: 'Lists accounts, or looks for some',
    answers: listOf(AccountDto),
    list: ACCOUNT_LIST,
    personal: true,
  })
  listAccounts(@ListParam(ACCOUNT_LIST) query: ListQuery, @By() by: Administrator) {
    return this.search.list(query, by)
  }

  @Get(':did')
  @AdminRoute('accounts.view', {
    summary: 'Shows an account',
    answers: AccountDto,
    tagged: true,
    personal: true,
    problems: ['not_found'],
  })
  async getAccount(
    @Param('did') did: string,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountDto> {
    const view = accountView(await this.access.look(by, 'accounts.view', did), by.grants)
    reply.header('etag', entityTag(view))
    return (await this.presence.add([view], by.grants))[0]!
  }

  @Post()
  @AdminRoute('accounts.create', {
    summary: 'Makes an account',
    answers: AccountDto,
    status: CREATED,
    problems: ['InvalidHandle', 'HandleNotAvailable', 'UnsupportedDomain', 'InvalidPassword'],
  })
  async createAccount(@Body() wanted: NewAccountDto, @By() by: Administrator): Promise<AccountDto> {
    return accountView(await this.issue.issue(wanted, by), by.grants)
  }

  @Patch(':did')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('accounts.edit', {
    summary: 'Changes one thing of an account',
    answers: AccountDto,
    problems: [
      ...['not_found', 'outranked', 'precondition_failed', 'step_up_required'],
      ...['InvalidHandle', 'HandleNotAvailable'],
    ],
  })
  async updateAccount(
    @Param('did') did: string,
    @Body() patch: AccountPatchDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<AccountDto> {
    const account = await this.changes.change(did, patch, by, (seen) =>
      assertMatches(ifMatch, accountView(seen, by.grants)),
    )
    return accountView(account, by.grants)
  }
}
