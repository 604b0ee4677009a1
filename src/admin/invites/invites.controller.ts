import { Body, Get, Param, Post } from '@nestjs/common'
import { InviteMails } from '../../mail/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { InviteOrders } from './invite-orders.js'
import { INVITE_LIST, InviteSearch } from './invite-search.js'
import {
  InvitationsDto,
  InviteCountsDto,
  InviteDto,
  MadeInvitesDto,
  NewInvitationsDto,
  NewInvitesDto,
} from './invites.dto.js'

const CREATED = 201
/** Of codes that give a role. */
const ROLE_PROBLEMS = ['role_outranks', 'step_up_required']

/** Who may sign up. */
@AdminController('invites', 'Invites')
export class InvitesController {
  constructor(
    private readonly search: InviteSearch,
    private readonly orders: InviteOrders,
    private readonly mails: InviteMails,
  ) {}

  @Get()
  @AdminRoute('invites.view', {
    summary: 'Lists invite codes and who used them',
    answers: listOf(InviteDto),
    list: INVITE_LIST,
    personal: true,
  })
  listInvites(@ListParam(INVITE_LIST) query: ListQuery, @By() { grants }: Administrator) {
    return this.search.list(query, grants)
  }

  @Get('counts')
  @AdminRoute('invites.view', {
    summary: 'Counts invite codes by what became of them',
    answers: InviteCountsDto,
  })
  countInvites(): Promise<InviteCountsDto> {
    return this.search.counts()
  }

  @Get(':code')
  @AdminRoute('invites.view', {
    summary: 'Shows an invite code and who used it',
    answers: InviteDto,
    personal: true,
    problems: ['not_found'],
  })
  getInvite(@Param('code') code: string, @By() { grants }: Administrator): Promise<InviteDto> {
    return this.search.find(code, grants)
  }

  @Post()
  @AdminRoute('invites.create', {
    summary: 'Makes invite codes',
    answers: MadeInvitesDto,
    status: CREATED,
    problems: ROLE_PROBLEMS,
  })
  async createInvites(@Body() wanted: NewInvitesDto, @By() by: Administrator): Promise<MadeInvitesDto> {
    const made = await this.orders.create(wanted, by)
    const linkOf = (code: string) => this.mails.linkOf(code, wanted.handleDomain?.toLowerCase())
    return { data: made.map((each) => ({ ...each, links: each.codes.map(linkOf) })) }
  }

  @Post('send')
  @AdminRoute('invites.create', {
    summary: 'Invites people by mail, each with a code of their own',
    answers: InvitationsDto,
    status: CREATED,
    problems: ROLE_PROBLEMS,
  })
  async sendInvites(@Body() wanted: NewInvitationsDto, @By() by: Administrator): Promise<InvitationsDto> {
    return { data: await this.orders.send(wanted, by) }
  }

  @Post(':code/resend')
  @AdminRoute('invites.create', {
    summary: 'Sends an open invitation again',
    problems: ['not_found', 'invite_not_open'],
  })
  resendInvite(@Param('code') code: string, @By() { agent }: Administrator): Promise<void> {
    return this.orders.resend(code, agent)
  }

  @Post(':code/revoke')
  @AdminRoute('invites.revoke', {
    summary: 'Switches a code off; who has used it stays',
    problems: ['not_found'],
  })
  revokeInvite(@Param('code') code: string, @By() { agent }: Administrator): Promise<void> {
    return this.orders.revoke(code, agent)
  }
}
