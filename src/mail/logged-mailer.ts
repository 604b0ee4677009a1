import type { Log } from '../telemetry/index.js'
import type { Mail } from './mail.js'
import { Mailer } from './mailer.js'

/** Stands in where a developer has configured no SMTP server: whoever reads the log reads the mail. */
export class LoggedMailer extends Mailer {
  constructor(private readonly log: Log) {
    super()
  }

  override async deliver({ to, subject, text }: Mail): Promise<void> {
    this.log.info({ to, subject, text }, 'a mail, which is not sent in development')
  }
}
