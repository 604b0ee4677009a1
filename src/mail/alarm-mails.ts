import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'

/** Something that somebody who answers for the service has to see to. */
export interface AlarmMail {
  readonly to: string
  /** who that is here */
  readonly name: string
  readonly subject: string
  /** what has happened and what to do, in paragraphs */
  readonly what: readonly string[]
}

/** Tells those who answer for the service what they have to see to. */
@Injectable()
export class AlarmMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ to, name, subject, what }: AlarmMail): Promise<void> {
    const words = { heading: subject, before: [`Hello ${name},`, ...what], after: [] }
    await this.outbox.put(serviceMail(this.branding.of(name), to, words))
  }
}
