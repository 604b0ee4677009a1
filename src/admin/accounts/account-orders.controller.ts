import { Body, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountOrders } from './account-orders.js'
import { accountView } from './account-view.js'
import { AccountDto, SanctionDto, SuspensionDto, ToldOrderDto } from './accounts.dto.js'

const PROBLEMS = ['not_found', 'outranked']
const ANSWER = { answers: AccountDto, problems: PROBLEMS }

/** What administrators make of accounts. Giving an order again is harmless. */
@AdminController('accounts/:did', 'Account states')
export class AccountOrdersController {
  constructor(private readonly orders: AccountOrders) {}

  @Post('lock')
  @AdminRoute('accounts.lock', { summary: 'Keeps the member out; what is public stays public', ...ANSWER })
  lockAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'lock' }, order, by)
  }

  @Post('unlock')
  @AdminRoute('accounts.lock', { summary: 'Lets the member in again', ...ANSWER })
  unlockAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'unlock' }, order, by)
  }

  @Post('suspend')
  @AdminRoute('accounts.suspend', { summary: 'Hides the account for a time', ...ANSWER })
  async suspendAccount(@Param('did') did: string, @Body() order: SuspensionDto, @By() by: Administrator) {
    const { until, ...more } = order
    const wanted = { ...more, until: until === undefined ? undefined : new Date(until) }
    return accountView(await this.orders.suspend(did, wanted, by), by.grants)
  }

  @Post('unsuspend')
  @AdminRoute('accounts.suspend', { summary: 'Shows a suspended account again', ...ANSWER })
  async unsuspendAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return accountView(await this.orders.unsuspend(did, by, order), by.grants)
  }

  @Post('takedown')
  @AdminRoute('accounts.takedown', { summary: 'Takes the account down', ...ANSWER })
  takeDownAccount(@Param('did') did: string, @Body() order: SanctionDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'takeDown', ref: order.ref }, order, by)
  }

  @Post('restore')
  @AdminRoute('accounts.takedown', { summary: 'Lifts a takedown or suspension', ...ANSWER })
  restoreAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'restore' }, order, by)
  }

  @Post('activate')
  @AdminRoute('accounts.activate', {
    summary: 'Activates the account, if its identity points here',
    answers: AccountDto,
    problems: [...PROBLEMS, 'InvalidRequest', 'AccountTakedown'],
  })
  activateAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'activate' }, order, by)
  }

  @Post('deactivate')
  @AdminRoute('accounts.activate', { summary: 'Deactivates the account', ...ANSWER })
  deactivateAccount(@Param('did') did: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.#order(did, { kind: 'deactivate' }, order, by)
  }

  async #order(
    did: string,
    command: Parameters<AccountOrders['order']>[1],
    order: ToldOrderDto,
    by: Administrator,
  ): Promise<AccountDto> {
    return accountView(await this.orders.order(did, command, by, order), by.grants)
  }
}
