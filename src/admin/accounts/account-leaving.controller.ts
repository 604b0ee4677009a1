import { Body, Param, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { AccountOffboarding } from './account-offboarding.js'
import { AccountOrders } from './account-orders.js'
import { accountView } from './account-view.js'
import { AccountDto, OFFBOARD_DAYS, OffboardingDto, ToldOrderDto } from './accounts.dto.js'

const ANSWER = { answers: AccountDto, problems: ['not_found', 'outranked'] }

/** What becomes of members who leave the organization. Giving an order again is harmless. */
@AdminController('accounts/:did', 'Account states')
export class AccountLeavingController {
  constructor(
    private readonly orders: AccountOrders,
    private readonly offboarding: AccountOffboarding,
  ) {}

  @Post('offboard')
  @ApprovalAnswer()
  @AdminRoute('accounts.offboard', {
    summary: 'Gives a member who leaves some time to take along what is theirs; then the account is deleted',
    ...ANSWER,
    fresh: true,
  })
  async offboardAccount(
    @Param('did') did: string,
    @Body() { days = OFFBOARD_DAYS, reason }: OffboardingDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const done = await this.offboarding.order(did, { days, reason }, by)
    return 'account' in done ? accountView(done.account, by.grants) : answerWith(reply, done.asked)
  }

  @Post('cancel-offboard')
  @AdminRoute('accounts.offboard', { summary: 'Lets a member stay after all', ...ANSWER })
  async cancelOffboarding(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    const command = { kind: 'cancelOffboard' } as const
    return accountView(await this.orders.order(did, command, by, order), by.grants)
  }
}
