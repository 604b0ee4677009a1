import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import type { Addressee } from './addressee.js'
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

  /** Puts the mail into the outbox, in the looks of the domain that the handle will have. */
  async send({ to, name, language, from, url, expiresAt, newHandle }: MoveMail): Promise<void> {
    const look = this.branding.of(newHandle)
    const { hello, moving } = LETTERS[language]
    const words = {
      language,
      heading: moving.heading,
      before: [hello(name), moving.invited(look.serviceName, from)],
      link: { text: moving.begin, href: url },
      after: [moving.stays, moving.until(mailedDay(language, expiresAt)), moving.otherwise],
    }
    await this.outbox.put(serviceMail(look, to, words))
  }
}
