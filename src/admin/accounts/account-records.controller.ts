import { Body, Get, Param, Post } from '@nestjs/common'
import { ApiParam } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountAccess } from './account-access.js'
import { ModeratedRecordDto } from './account-records.dto.js'
import { AccountRecords, type RecordPlace } from './account-records.js'
import { OrderDto, SanctionDto } from './accounts.dto.js'

const ORDER_PROBLEMS = ['not_found', 'outranked', 'NotFound']

/** Records of a member, for moderators: `com.atproto.admin.updateSubjectStatus` does the same. */
@AdminController('accounts/:did/records/:collection/:rkey', 'Account details')
export class AccountRecordsController {
  constructor(
    private readonly access: AccountAccess,
    private readonly records: AccountRecords,
  ) {}

  @Get()
  @ApiParam({ name: 'collection', type: String })
  @ApiParam({ name: 'rkey', type: String })
  @AdminRoute('accounts.view', {
    summary: 'Shows a record of the member with its files, also one that was taken down',
    answers: ModeratedRecordDto,
    personal: true,
    problems: ['not_found'],
  })
  async getRecord(@Param('did') did: string, @Param() place: RecordPlace, @By() by: Administrator) {
    return this.records.find((await this.access.look(by, 'accounts.view', did)).did, place)
  }

  @Post('takedown')
  @ApiParam({ name: 'collection', type: String })
  @ApiParam({ name: 'rkey', type: String })
  @AdminRoute('accounts.takedown', { summary: 'Takes a record down', problems: ORDER_PROBLEMS })
  async takeDownRecord(
    @Param('did') did: string,
    @Param() place: RecordPlace,
    @Body() order: SanctionDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'accounts.takedown', did)
    await this.records.judge(account.did, place, { applied: true, ...order }, by)
  }

  @Post('restore')
  @ApiParam({ name: 'collection', type: String })
  @ApiParam({ name: 'rkey', type: String })
  @AdminRoute('accounts.takedown', {
    summary: 'Shows a record again that was taken down',
    problems: ORDER_PROBLEMS,
  })
  async restoreRecord(
    @Param('did') did: string,
    @Param() place: RecordPlace,
    @Body() order: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'accounts.takedown', did)
    await this.records.judge(account.did, place, { applied: false, ...order }, by)
  }
}
