import { Body, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { MailTrialDto, NewMailTrialDto } from './mail-trial.dto.js'
import { MailTrial } from './mail-trial.js'

const OK = 200

/** Whether mail arrives. */
@AdminController('mail', 'Settings')
export class MailController {
  constructor(private readonly trial: MailTrial) {}

  @Post('test')
  @AdminRoute('settings.edit', {
    summary: 'Sends a mail to try whether mail arrives',
    answers: MailTrialDto,
    status: OK,
  })
  testMail(@Body() { to }: NewMailTrialDto, @By() by: Administrator): Promise<MailTrialDto> {
    return this.trial.send(to, by)
  }
}
