import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { Mail } from './mail.js'
import { mailedTime } from './mail-language.js'
import { Outbox } from './outbox.js'
import type { SecurityMatter } from './security-matter.js'
import { serviceMail } from './service-mail.js'
import { LETTERS, noticeWords } from './words/letters.js'

/** Tells the owner of an account what has happened to it. */
export interface SecurityMail extends Addressee {
  readonly at: Date
  readonly place: { readonly ip: string | undefined; readonly browser: string | undefined }
  readonly about: SecurityMatter
}

/** Sends what owners should know about the security of their accounts. */
@Injectable()
export class SecurityMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. @param tx the transaction of what it tells, if there is one */
  async send(mail: SecurityMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(securityMail(this.branding.of(mail.name), mail), tx)
  }
}

/** The mail itself. */
export function securityMail(brand: Brand, { to, name, language, at, place, about }: SecurityMail): Mail {
  const { hello, security } = LETTERS[language]
  const { subject, what, otherwise } = noticeWords(language, about)
  const where = [place.browser, place.ip].filter((part) => part !== undefined).join(', ')
  const circumstances = security.circumstances(mailedTime(language, at), where || undefined)
  return serviceMail(brand, to, {
    language,
    heading: subject,
    before: [hello(name), what, circumstances],
    after: [otherwise],
  })
}
