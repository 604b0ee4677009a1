import { Body, Delete, Get, Param, Post, Query } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { NotThere } from '../admin.errors.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ConnectionPowers } from './connection-powers.js'
import { ExternalIdentitiesDto, FoundIdentityDto, IdentityKeyDto, NewIdentityDto } from './identities.dto.js'
import { IdentityOrders } from './identity-orders.js'
import { IDENTITY_LIST, IdentitySearch } from './identity-search.js'

const NOT_FOUND = ['not_found']
const ACCOUNT = ['not_found', 'outranked']

/** Which person of an organization has which account. */
@AdminController('', 'Single sign-on')
export class IdentitiesController {
  constructor(
    private readonly search: IdentitySearch,
    private readonly orders: IdentityOrders,
    private readonly powers: ConnectionPowers,
    private readonly access: AccountAccess,
  ) {}

  @Get('identities')
  @AdminRoute('accounts.view', {
    summary: 'Lists which people of organizations have which accounts',
    answers: listOf(FoundIdentityDto),
    list: IDENTITY_LIST,
    personal: true,
  })
  listAllIdentities(@ListParam(IDENTITY_LIST) query: ListQuery, @By() by: Administrator) {
    return this.search.list(query, by)
  }

  @Post('identities')
  @AdminRoute('connections.manage', {
    summary: 'Links a person of an organization to an account; the member is told',
    fresh: true,
    problems: [...ACCOUNT, 'role_outranks', 'sso_already_linked'],
  })
  async linkIdentity(@Body() wanted: NewIdentityDto, @By() by: Administrator): Promise<void> {
    await this.access.reach(by, 'connections.manage', wanted.did)
    await this.powers.assertMayKeep(wanted.connection, by)
    await this.orders.link(wanted, by.agent)
  }

  @Get('identities/lookup')
  @AdminRoute('accounts.view', {
    summary: 'Says which account a person of an organization has',
    answers: FoundIdentityDto,
    personal: true,
    problems: NOT_FOUND,
  })
  async lookUpIdentity(
    @Query() { connection, subject }: IdentityKeyDto,
    @By() by: Administrator,
  ): Promise<FoundIdentityDto> {
    const found = await this.search.ofPerson(connection, subject, by)
    if (!found) throw new NotThere('identity')
    await this.access.look(by, 'accounts.view', found.did)
    return found
  }

  @Delete('identities/:id')
  @AdminRoute('connections.manage', {
    summary: 'Ends a link, also the last of an account; the member is told',
    fresh: true,
    problems: ACCOUNT,
  })
  async removeIdentity(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    const did = await this.orders.holderOf(id)
    if (!did) throw new NotThere('identity')
    const account = await this.access.reach(by, 'connections.manage', did)
    await this.orders.unlinkById(account.did, id, by.agent)
  }

  @Get('accounts/:did/identities')
  @AdminRoute('accounts.view', {
    summary: 'Lists with which people of organizations one can sign in to an account',
    answers: ExternalIdentitiesDto,
    personal: true,
    problems: NOT_FOUND,
  })
  async listIdentities(@Param('did') did: string, @By() by: Administrator): Promise<ExternalIdentitiesDto> {
    const account = await this.access.look(by, 'accounts.view', did)
    return { data: await this.search.ofAccount(account, by.grants) }
  }

  @Post('accounts/:did/identities/unlink')
  @AdminRoute('connections.manage', {
    summary: 'Ends a link, also the last; the member is told',
    fresh: true,
    problems: ACCOUNT,
  })
  async unlinkIdentity(
    @Param('did') did: string,
    @Body() { connection, subject }: IdentityKeyDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'connections.manage', did)
    await this.orders.unlink(account.did, connection, subject, by.agent)
  }
}
