import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import type { Addressee } from './addressee.js'
import { mailedTime } from './mail-language.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Tells somebody who has left the organization when the account ends. */
export interface LeavingMail extends Addressee {
  readonly now: Date
  /** when the account is deleted */
  readonly until: Date
}

/** Sends what those should know who have left. */
@Injectable()
export class LeavingMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ to, name, language, now, until }: LeavingMail): Promise<void> {
    const look = this.branding.of(name)
    const { hello, leaving } = LETTERS[language]
    const days = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / DAY_MS))
    const words = {
      language,
      heading: leaving.heading(days),
      before: [
        hello(name),
        leaving.ended(look.serviceName, mailedTime(language, until)),
        leaving.until(`${look.publicUrl}/account`),
      ],
      after: [leaving.otherwise],
    }
    await this.outbox.put(serviceMail(look, to, words))
  }
}
