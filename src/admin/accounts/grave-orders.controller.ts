import { Body, Param, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { AccountDeletion } from './account-deletion.js'
import { SigningKeyDto, ToldOrderDto } from './accounts.dto.js'
import { SigningKeyOrders } from './signing-key-orders.js'

const PROBLEMS = ['not_found', 'outranked']

/** What cannot be undone. Where it takes two people, it is done when the second one agrees. */
@AdminController('accounts/:did', 'Account states')
export class GraveOrdersController {
  constructor(
    private readonly deletion: AccountDeletion,
    private readonly keys: SigningKeyOrders,
  ) {}

  @Post('delete')
  @ApprovalAnswer()
  @AdminRoute('accounts.delete', {
    summary: 'Deletes the account for good',
    problems: [...PROBLEMS, 'on_hold', 'last_owner'],
    fresh: true,
  })
  async deleteAccount(
    @Param('did') did: string,
    @Body() order: ToldOrderDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerWith(reply, await this.deletion.order(did, by, order))
  }

  @Post('signing-key')
  @ApprovalAnswer()
  @AdminRoute('accounts.keys', {
    summary: 'Makes a key that was reserved here the signing key of the account',
    problems: [...PROBLEMS, 'InvalidRequest', 'UpstreamFailure'],
    fresh: true,
  })
  async changeSigningKey(
    @Param('did') did: string,
    @Body() { signingKey, reason }: SigningKeyDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerWith(reply, await this.keys.order(did, signingKey, by, reason))
  }
}
