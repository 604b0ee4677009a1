import type { OnApplicationBootstrap } from '@nestjs/common'
import type { Log } from '../telemetry/index.js'
import type { Mail } from './mail.js'
import { Mailer } from './mailer.js'

/** Stands in where no SMTP server is configured. What a mail says, such as a code, is not for the log. */
export class UnsentMailer extends Mailer implements OnApplicationBootstrap {
  constructor(private readonly log: Log) {
    super()
  }

  onApplicationBootstrap(): void {
    this.log.warn(
      {},
      'no SMTP server is configured (PDS_EMAIL_SMTP_URL): nobody can confirm an address or get a new password',
    )
  }

  override async deliver({ subject }: Mail): Promise<void> {
    this.log.warn({ subject }, 'a mail was not sent: no SMTP server is configured')
  }
}
