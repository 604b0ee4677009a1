import type { Queryable } from '../database/index.js'
import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Mail } from './mail.js'
import { mailedDay, type MailLanguage } from './mail-language.js'
import type { MailWords } from './mail-page.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

/** Invites somebody. */
export interface InviteMail {
  readonly to: string
  readonly code: string
  readonly language: MailLanguage
  readonly expiresAt: Date
  /** that of the handle, where it is not to be chosen; without a leading dot */
  readonly handleDomain?: string | undefined
}

/** Sends invitations. */
@Injectable()
export class InviteMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** The page on which somebody signs up with a code. @param handleDomain as in {@link InviteMail} */
  linkOf(code: string, handleDomain?: string): string {
    return signUpLink(this.branding.of(handleDomain).publicUrl, code)
  }

  /** Puts the mail into the outbox, in the looks of the domain that the handle will have. @param tx the transaction of what it tells, if there is one */
  async send(mail: InviteMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(inviteMail(this.branding.of(mail.handleDomain), mail), tx)
  }
}

/** The mail itself. */
export function inviteMail(brand: Brand, { to, code, language, expiresAt, handleDomain }: InviteMail): Mail {
  const { serviceName, publicUrl } = brand
  const { invitation: words } = LETTERS[language]
  const said: MailWords = {
    language,
    heading: words.heading,
    before: [words.invited(serviceName)],
    link: { text: words.make, href: signUpLink(publicUrl, code) },
    between: [words.how(new URL(publicUrl).host)],
    code,
    after: [
      ...(handleDomain === undefined ? [] : [words.domain(handleDomain)]),
      words.until(mailedDay(language, expiresAt)),
      words.otherwise,
    ],
  }
  return serviceMail(brand, to, said)
}

/** The page on which somebody signs up, with the code filled in: a page of the portal, which is above this floor. */
function signUpLink(publicUrl: string, code: string): string {
  return `${publicUrl}/account/sign-up?${new URLSearchParams({ code }).toString()}`
}
