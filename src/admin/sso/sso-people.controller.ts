import { Body, Delete, Get, Headers, Param, Post, Put } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { ToldOrderDto } from '../accounts/accounts.dto.js'
import { RegistrationDecisions } from './registration-decisions.js'
import { SsoPeople } from './sso-people.js'
import { ExceptionsDto, NewExceptionDto, RegistrationsDto } from './sso-people.dto.js'

const NOT_FOUND = ['not_found']
const ACCOUNT = ['not_found', 'outranked']

/** People of organizations: who waits for an account, who has which, and who may use the password for a while. */
@AdminController('sso', 'Single sign-on')
export class SsoPeopleController {
  constructor(
    private readonly people: SsoPeople,
    private readonly decisions: RegistrationDecisions,
    private readonly access: AccountAccess,
  ) {}

  @Get('registrations')
  @AdminRoute('connections.view', {
    summary: 'Lists those who wait for an account',
    answers: RegistrationsDto,
    personal: true,
  })
  async listRegistrations(@By() { grants }: Administrator): Promise<RegistrationsDto> {
    return { data: await this.people.awaiting(grants) }
  }

  @Post('registrations/:id/approve')
  @AdminRoute('accounts.create', { summary: 'Lets somebody have an account', problems: NOT_FOUND })
  approveRegistration(@Param('id') id: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.decisions.decide(id, 'approved', order, by)
  }

  @Post('registrations/:id/deny')
  @AdminRoute('accounts.create', { summary: 'Lets somebody have no account', problems: NOT_FOUND })
  denyRegistration(@Param('id') id: string, @Body() order: ToldOrderDto, @By() by: Administrator) {
    return this.decisions.decide(id, 'denied', order, by)
  }

  @Get('exceptions')
  @AdminRoute('connections.view', {
    summary: 'Lists who may use the password though single sign-on is required',
    answers: ExceptionsDto,
    personal: true,
  })
  async listExceptions(): Promise<ExceptionsDto> {
    return { data: await this.people.listExceptions() }
  }

  @Put('exceptions/:did')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The tag of the exception that was seen.' })
  @AdminRoute('connections.manage', {
    summary: 'Lets somebody use the password for a while though single sign-on is required',
    fresh: true,
    problems: ACCOUNT,
  })
  async grantException(
    @Param('did') did: string,
    @Body() wanted: NewExceptionDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
  ): Promise<void> {
    const account = await this.access.reach(by, 'connections.manage', did)
    await this.people.except(account.did, wanted, ifMatch, by.agent)
  }

  @Delete('exceptions/:did')
  @AdminRoute('connections.manage', { summary: 'Ends an exception', fresh: true, problems: ACCOUNT })
  async revokeException(@Param('did') did: string, @By() by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'connections.manage', did)
    await this.people.endException(account.did, by.agent)
  }
}
