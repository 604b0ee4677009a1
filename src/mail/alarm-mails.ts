import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import type { Addressee } from './addressee.js'
import type { Alarm } from './alarm.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { alarmWords, LETTERS } from './words/letters.js'

/** Tells those who answer for the service what they have to see to. */
@Injectable()
export class AlarmMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ to, name, language }: Addressee, about: Alarm): Promise<void> {
    const { subject, what } = alarmWords(language, about)
    const before = [LETTERS[language].hello(name), ...what]
    await this.outbox.put(
      serviceMail(this.branding.of(name), to, { language, heading: subject, before, after: [] }),
    )
  }
}
