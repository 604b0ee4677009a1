import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { Mail } from './mail.js'
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

  /** Puts the mail into the outbox. @param tx the transaction of what it tells, if there is one */
  async send(mail: LeavingMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(leavingMail(this.branding.of(mail.name), mail), tx)
  }
}

/** The mail itself. */
export function leavingMail(brand: Brand, { to, name, language, now, until }: LeavingMail): Mail {
  const { hello, leaving } = LETTERS[language]
  const days = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / DAY_MS))
  return serviceMail(brand, to, {
    language,
    heading: leaving.heading(days),
    before: [
      hello(name),
      leaving.ended(brand.serviceName, mailedTime(language, until)),
      leaving.until(`${brand.publicUrl}/account`),
    ],
    after: [leaving.otherwise],
  })
}
