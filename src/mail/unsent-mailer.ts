import type { Log } from '../telemetry/index.js'
import type { Mail } from './mail.js'
import { Mailer } from './mailer.js'

/** Stands in where no SMTP server is configured. What a mail says, such as a code, is not for the log. */
export class UnsentMailer extends Mailer {
  constructor(private readonly log: Log) {
    super()
  }

  override async deliver({ subject }: Mail): Promise<void> {
    this.log.warn({ subject }, 'a mail was not sent: no SMTP server is configured')
  }
}
