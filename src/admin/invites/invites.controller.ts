import { Body, Get, Param, Post } from '@nestjs/common'
import { InviteAdministration } from '../../account/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { INVITE_LIST, InviteSearch } from './invite-search.js'
import { InviteDto, MadeInvitesDto, NewInvitesDto } from './invites.dto.js'

const CREATED = 201

/** Who may sign up. */
@AdminController('invites', 'Invites')
export class InvitesController {
  constructor(
    private readonly search: InviteSearch,
    private readonly administration: InviteAdministration,
  ) {}

  @Get()
  @AdminRoute('invites.view', {
    summary: 'Lists invite codes and who used them',
    answers: listOf(InviteDto),
    list: INVITE_LIST,
    personal: true,
  })
  listInvites(@ListParam(INVITE_LIST) query: ListQuery) {
    return this.search.list(query)
  }

  @Post()
  @AdminRoute('invites.create', { summary: 'Makes invite codes', answers: MadeInvitesDto, status: CREATED })
  async createInvites(
    @Body() wanted: NewInvitesDto,
    @By() { agent }: Administrator,
  ): Promise<MadeInvitesDto> {
    const { count = 1, uses = 1, forAccounts } = wanted
    const order = { codeCount: count, useCount: uses, ...(forAccounts && { accounts: forAccounts }) }
    return { data: await this.administration.create(order, agent) }
  }

  @Post(':code/revoke')
  @AdminRoute('invites.revoke', { summary: 'Switches a code off; who has used it stays' })
  revokeInvite(@Param('code') code: string, @By() { agent }: Administrator): Promise<void> {
    return this.administration.disable([code], [], agent)
  }
}
