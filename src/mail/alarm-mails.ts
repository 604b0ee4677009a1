import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Addressee } from './addressee.js'
import type { Alarm } from './alarm.js'
import type { Mail } from './mail.js'
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
  async send(addressee: Addressee, about: Alarm): Promise<void> {
    await this.outbox.put(alarmMail(this.branding.of(addressee.name), addressee, about))
  }
}

/** The mail itself. */
export function alarmMail(brand: Brand, { to, name, language }: Addressee, about: Alarm): Mail {
  const { subject, what } = alarmWords(language, about)
  const before = [LETTERS[language].hello(name), ...what]
  return serviceMail(brand, to, { language, heading: subject, before, after: [] })
}
