import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { Mail } from './mail.js'
import { mailedDay } from './mail-language.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

/** Invites somebody to move their account here. */
export interface MoveMail extends Addressee {
  /** host of the server that the account is on */
  readonly from: string
  /** of the page on which it begins */
  readonly url: string
  readonly expiresAt: Date
  /** the handle here, where it is known */
  readonly newHandle: string | undefined
}

/** Sends invitations to move. */
@Injectable()
export class MoveMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox, in the looks of the domain that the handle will have. @param tx the transaction of what it tells, if there is one */
  async send(mail: MoveMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(moveMail(this.branding.of(mail.newHandle), mail), tx)
  }
}

/** The mail itself. */
export function moveMail(brand: Brand, { to, name, language, from, url, expiresAt }: MoveMail): Mail {
  const { hello, moving } = LETTERS[language]
  return serviceMail(brand, to, {
    language,
    heading: moving.heading,
    before: [hello(name), moving.invited(brand.serviceName, from)],
    link: { text: moving.begin, href: url },
    after: [moving.stays, moving.until(mailedDay(language, expiresAt)), moving.otherwise],
  })
}
