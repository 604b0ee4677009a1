import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { InviteSearch } from '../invites/invite-search.js'
import { AccountAccess } from './account-access.js'
import { AccountBlobs, BLOB_LIST } from './account-blobs.js'
import { InvitesOfMemberDto, ModeratedBlobDto, PlcLogDto, RelayStatusDto } from './account-details.dto.js'
import { AccountNetwork } from './account-network.js'
import { OrderDto, SanctionDto } from './accounts.dto.js'

const PROBLEMS = ['not_found']

/** What an account has stored, and what others know of it. */
@AdminController('accounts/:did', 'Account details')
export class AccountInspectionController {
  constructor(
    private readonly access: AccountAccess,
    private readonly blobs: AccountBlobs,
    private readonly network: AccountNetwork,
    private readonly invites: InviteSearch,
  ) {}

  @Get('blob-list')
  @AdminRoute('accounts.view', {
    summary: 'Lists blobs of the member, also those that were taken down',
    answers: listOf(ModeratedBlobDto),
    list: BLOB_LIST,
    personal: true,
    problems: PROBLEMS,
  })
  async listAccountBlobs(
    @Param('did') did: string,
    @ListParam(BLOB_LIST) query: ListQuery,
    @By() by: Administrator,
  ) {
    return this.blobs.list((await this.access.look(by, 'accounts.view', did)).did, query)
  }

  @Post('blobs/:cid/takedown')
  @AdminRoute('accounts.takedown', {
    summary: 'Takes a blob down',
    problems: [...PROBLEMS, 'outranked', 'NotFound'],
  })
  async takeDownBlob(
    @Param('did') did: string,
    @Param('cid') cid: string,
    @Body() order: SanctionDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'accounts.takedown', did)
    await this.blobs.judge(account.did, cid, { applied: true, ...order }, by)
  }

  @Post('blobs/:cid/restore')
  @AdminRoute('accounts.takedown', {
    summary: 'Shows a blob again that was taken down',
    problems: [...PROBLEMS, 'outranked', 'NotFound'],
  })
  async restoreBlob(
    @Param('did') did: string,
    @Param('cid') cid: string,
    @Body() order: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'accounts.takedown', did)
    await this.blobs.judge(account.did, cid, { applied: false, ...order }, by)
  }

  @Get('invites')
  @AdminRoute('accounts.view', {
    summary: 'Lists invite codes of the member, and who invited them',
    answers: InvitesOfMemberDto,
    personal: true,
    problems: PROBLEMS,
  })
  async listAccountInvites(@Param('did') did: string, @By() by: Administrator): Promise<InvitesOfMemberDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    return this.invites.ofMember(account.did, by.grants)
  }

  @Get('plc-log')
  @AdminRoute('accounts.view', {
    summary: 'Shows all that was ever done to the identity',
    answers: PlcLogDto,
    problems: [...PROBLEMS, 'UpstreamFailure'],
  })
  async getAccountPlcLog(@Param('did') did: string, @By() by: Administrator): Promise<PlcLogDto> {
    return this.network.plcLog((await this.access.look(by, 'accounts.view', did)).did)
  }

  @Get('relay-status')
  @AdminRoute('accounts.view', {
    summary: 'Asks the relays of this server what they know of the repository',
    answers: RelayStatusDto,
    problems: PROBLEMS,
  })
  async getAccountRelayStatus(@Param('did') did: string, @By() by: Administrator): Promise<RelayStatusDto> {
    return this.network.relayStatus((await this.access.look(by, 'accounts.view', did)).did)
  }
}
