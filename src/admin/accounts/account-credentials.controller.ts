import { Body, Delete, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountCredentials } from './account-credentials.js'
import { OauthGrantsDto, SecondFactorsDto } from './account-credentials.dto.js'
import { OrderDto } from './accounts.dto.js'

const NOT_FOUND = ['not_found']
const PROBLEMS = ['not_found', 'outranked']

/** Applications that act for a member, and second factors. */
@AdminController('accounts/:did', 'Account details')
export class AccountCredentialsController {
  constructor(private readonly credentials: AccountCredentials) {}

  @Get('oauth-grants')
  @AdminRoute('sessions.view', {
    summary: 'Lists applications that act for the member',
    answers: OauthGrantsDto,
    personal: true,
    problems: NOT_FOUND,
  })
  listAccountGrants(@Param('did') did: string, @By() by: Administrator): Promise<OauthGrantsDto> {
    return this.credentials.grants(did, by)
  }

  @Delete('oauth-grants/:id')
  @AdminRoute('sessions.revoke', {
    summary: 'Sends an application away: what it was given is good for nothing any more',
    problems: PROBLEMS,
  })
  endAccountGrant(
    @Param('did') did: string,
    @Param('id') id: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.credentials.endGrant(did, id, by)
  }

  @Post('oauth-grants/revoke-all')
  @AdminRoute('sessions.revoke', {
    summary: 'Sends all applications away: each has to ask the member anew',
    problems: PROBLEMS,
  })
  endAccountGrants(
    @Param('did') did: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.credentials.endGrants(did, by, reason)
  }

  @Get('factors')
  @AdminRoute('sessions.view', {
    summary: 'Shows what the member has besides the password',
    answers: SecondFactorsDto,
    personal: true,
    problems: NOT_FOUND,
  })
  getAccountFactors(@Param('did') did: string, @By() by: Administrator): Promise<SecondFactorsDto> {
    return this.credentials.listFactors(did, by)
  }

  @Delete('passkeys/:id')
  @AdminRoute('accounts.factors', {
    summary: 'Removes a passkey; the member is told',
    fresh: true,
    problems: PROBLEMS,
  })
  deleteAccountPasskey(
    @Param('did') did: string,
    @Param('id') id: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.credentials.removePasskey(did, id, by)
  }

  @Post('passkeys/revoke-all')
  @AdminRoute('accounts.factors', {
    summary: 'Removes all passkeys; the member is told',
    fresh: true,
    problems: PROBLEMS,
  })
  deleteAccountPasskeys(
    @Param('did') did: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.credentials.removePasskeys(did, by, reason)
  }

  @Post('reset-mfa')
  @AdminRoute('accounts.factors', {
    summary: 'Removes all second factors: the password is enough then; the member is told',
    fresh: true,
    problems: PROBLEMS,
  })
  resetAccountFactors(
    @Param('did') did: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.credentials.reset(did, by, reason)
  }
}
