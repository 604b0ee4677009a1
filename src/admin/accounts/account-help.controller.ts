import { Body, Delete, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { AccountHelp } from './account-help.js'
import { AccountRecovery } from './account-recovery.js'
import { LetterDto, OrderDto, RecoveryDto } from './accounts.dto.js'

const PROBLEMS = ['not_found', 'outranked']
const MAIL_PROBLEMS = [...PROBLEMS, 'InvalidRequest']

/** Help for members who cannot sign in, or whose sessions are in wrong hands. */
@AdminController('accounts/:did', 'Account help')
export class AccountHelpController {
  constructor(
    private readonly help: AccountHelp,
    private readonly recovery: AccountRecovery,
  ) {}

  @Post('reset-password-link')
  @AdminRoute('accounts.recover', {
    summary: 'Sends the member a code for a new password; nobody else sees it',
    problems: MAIL_PROBLEMS,
  })
  sendPasswordReset(@Param('did') did: string, @By() by: Administrator): Promise<void> {
    return this.help.sendReset(did, by)
  }

  @Post('resend-welcome')
  @AdminRoute('accounts.recover', {
    summary: 'Sends the member once more how they sign in: a link to choose a password, or with whom',
    problems: [...MAIL_PROBLEMS, 'PasswordNotRecoverable'],
  })
  resendWelcome(@Param('did') did: string, @By() by: Administrator): Promise<void> {
    return this.help.sendWelcome(did, by)
  }

  @Post('recovery-link')
  @AdminRoute('accounts.recover', {
    summary: 'Sends a code for a new password to a new address of the member; the former one is told',
    fresh: true,
    problems: [...MAIL_PROBLEMS, 'PasswordNotRecoverable'],
  })
  sendRecovery(
    @Param('did') did: string,
    @Body() wanted: RecoveryDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.recovery.send(did, wanted, by)
  }

  @Post('resend-verification')
  @AdminRoute('accounts.recover', {
    summary: 'Sends the member a code that confirms their address',
    problems: MAIL_PROBLEMS,
  })
  resendVerification(@Param('did') did: string, @By() by: Administrator): Promise<void> {
    return this.help.sendConfirmation(did, by)
  }

  @Post('send-email')
  @AdminRoute('accounts.write', { summary: 'Writes a letter to the member', problems: MAIL_PROBLEMS })
  sendAccountEmail(
    @Param('did') did: string,
    @Body() letter: LetterDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.help.write(did, letter, by)
  }

  @Post('sessions/revoke-all')
  @AdminRoute('sessions.revoke', { summary: 'Ends all sessions of the member', problems: PROBLEMS })
  revokeAccountSessions(
    @Param('did') did: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.help.endSessions(did, by, reason)
  }

  @Delete('sessions/:id')
  @AdminRoute('sessions.revoke', {
    summary: 'Ends one session of the member; its tokens are refused from now on',
    problems: PROBLEMS,
  })
  endAccountSession(
    @Param('did') did: string,
    @Param('id') id: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.help.endSession(did, id, by)
  }

  @Post('app-passwords/revoke-all')
  @AdminRoute('sessions.revoke', {
    summary: 'Takes all app passwords back, and ends their sessions',
    problems: PROBLEMS,
  })
  revokeAccountAppPasswords(
    @Param('did') did: string,
    @Body() { reason }: OrderDto,
    @By() by: Administrator,
  ): Promise<void> {
    return this.help.revokeAppPasswords(did, by, reason)
  }

  @Delete('app-passwords/:name')
  @AdminRoute('sessions.revoke', {
    summary: 'Takes an app password back, and ends its sessions',
    problems: PROBLEMS,
  })
  revokeAccountAppPassword(
    @Param('did') did: string,
    @Param('name') name: string,
    @By() by: Administrator,
  ): Promise<void> {
    return this.help.revokeAppPassword(did, name, by)
  }
}
