import { Body, Get, Param, Post, Query } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { NotThere } from '../admin.errors.js'
import { SsoPeople } from './sso-people.js'
import { ExternalIdentitiesDto, FoundIdentityDto, IdentityKeyDto } from './sso-people.dto.js'

const NOT_FOUND = ['not_found']
const ACCOUNT = ['not_found', 'outranked']

/** Which person of an organization has which account. */
@AdminController('', 'Single sign-on')
export class IdentitiesController {
  constructor(
    private readonly people: SsoPeople,
    private readonly access: AccountAccess,
  ) {}

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
    const found = await this.people.find(connection, subject)
    if (!found) throw new NotThere('identity')
    await this.access.look(by, 'accounts.view', found.did)
    return found
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
    return { data: await this.people.identitiesOf(account.did) }
  }

  @Post('accounts/:did/identities/unlink')
  @AdminRoute('connections.manage', { summary: 'Ends a link, also the last', fresh: true, problems: ACCOUNT })
  async unlinkIdentity(
    @Param('did') did: string,
    @Body() { connection, subject }: IdentityKeyDto,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'connections.manage', did)
    await this.people.unlink(account.did, connection, subject, by.agent)
  }
}
