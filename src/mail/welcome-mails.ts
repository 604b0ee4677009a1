import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { Mail } from './mail.js'
import { mailedDay } from './mail-language.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

/** Tells somebody that an account was made for them: with a link to choose a password, or whom they sign in with. */
export type WelcomeMail = Addressee &
  (
    | {
        readonly link: { readonly code: string; readonly expiresAt: Date }
        readonly organization?: undefined
      }
    | { readonly organization: string; readonly link?: undefined }
  )

/** Welcomes those for whom accounts were made. */
@Injectable()
export class WelcomeMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. @param tx the transaction of what it tells, if there is one */
  async send(mail: WelcomeMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(welcomeMail(this.branding.of(mail.name), mail), tx)
  }
}

/** The mail itself. */
export function welcomeMail(brand: Brand, mail: WelcomeMail): Mail {
  const { to, name, language, link, organization } = mail
  const { serviceName, publicUrl } = brand
  const { hello, welcome: words } = LETTERS[language]
  // Pages of the portal, which is above this floor.
  const portal = `${publicUrl}/account`
  const own = link && {
    link: { text: words.choose, href: `${portal}/first-password?code=${link.code}` },
    until: words.until(mailedDay(language, link.expiresAt), portal),
  }
  return serviceMail(brand, to, {
    language,
    heading: words.heading,
    before: [
      hello(name),
      words.made(serviceName, name),
      ...(organization === undefined ? [] : [words.organization(organization)]),
    ],
    link: own?.link ?? { text: words.signIn, href: `${portal}/sign-in` },
    after: [...(own ? [own.until] : []), words.inApp(new URL(publicUrl).host), words.otherwise],
  })
}
