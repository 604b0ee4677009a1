import { Body, Get, Param, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { OrderDto } from '../accounts/accounts.dto.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { Exports } from '../archives/exports.js'
import { LongJobDto } from '../jobs/long-jobs.dto.js'
import { HOLD_LIST, HoldSearch, holdView } from './hold-search.js'
import { HoldRelease } from './hold-release.js'
import { HoldOrders } from './hold-orders.js'
import { HoldDto, NewHoldsDto, PlacedHoldsDto } from './holds.dto.js'

const CREATED = 201
const ACCEPTED = 202

/** Accounts of which nothing may be lost. */
@AdminController('holds', 'Holds')
export class HoldsController {
  constructor(
    private readonly search: HoldSearch,
    private readonly orders: HoldOrders,
    private readonly releases: HoldRelease,
    private readonly exports: Exports,
  ) {}

  @Get()
  @AdminRoute('holds.view', {
    summary: 'Lists holds',
    answers: listOf(HoldDto),
    list: HOLD_LIST,
    personal: true,
  })
  listHolds(@ListParam(HOLD_LIST) query: ListQuery) {
    return this.search.list(query)
  }

  @Post()
  @AdminRoute('holds.place', {
    summary: 'Holds accounts, all or none: neither they nor what is in them is deleted from now on',
    answers: PlacedHoldsDto,
    status: CREATED,
    problems: ['not_found'],
  })
  async placeHolds(@Body() wanted: NewHoldsDto, @By() by: Administrator): Promise<PlacedHoldsDto> {
    return { data: (await this.orders.place(wanted, by)).map(holdView) }
  }

  @Post(':id/archive')
  @AdminRoute('holds.place', {
    summary: 'Begins another archive of the account, as it is now',
    answers: LongJobDto,
    status: ACCEPTED,
    problems: ['not_found'],
  })
  async archiveHold(@Param('id') id: string, @By() by: Administrator): Promise<LongJobDto> {
    const { did } = await this.orders.open(id, by)
    return this.exports.begin({ did }, by, id)
  }

  @Post(':id/release')
  @ApprovalAnswer()
  @AdminRoute('holds.release', {
    summary: 'Releases a hold; with the last one of an account, what was kept because of it goes',
    fresh: true,
    problems: ['not_found'],
  })
  async releaseHold(
    @Param('id') id: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerWith(reply, await this.releases.order(id, by, reason))
  }
}
