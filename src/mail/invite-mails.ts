import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Mail } from './mail.js'
import type { MailWords } from './mail-page.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'

/** Languages of letters to people of whom nothing is known yet. */
export const MAIL_LANGUAGES = ['en', 'de'] as const
export type MailLanguage = (typeof MAIL_LANGUAGES)[number]

/** Invites somebody. */
export interface InviteMail {
  readonly to: string
  readonly code: string
  readonly language: MailLanguage
  readonly expiresAt: Date
  /** that of the handle, where it is not to be chosen; without a leading dot */
  readonly handleDomain?: string | undefined
}

/** What is said, in each language. */
interface Words {
  readonly heading: string
  readonly invited: (service: string) => string
  /** on the link */
  readonly make: string
  readonly how: (host: string) => string
  readonly domain: (domain: string) => string
  readonly until: (day: string) => string
  readonly otherwise: string
}

const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    heading: 'Your invitation',
    invited: (service) => `${service} invites you to have an account there.`,
    make: 'Make your account',
    how: (host) =>
      `The link has your code. If you would rather begin in an app, open it, choose to create an account, and give ${host} as its server. Enter this email address and this code:`,
    domain: (domain) => `Your handle will end in .${domain}.`,
    until: (day) => `The code is good until ${day}, once, and with this email address only.`,
    otherwise: 'If you did not expect this, ignore this mail: nothing happens without you.',
  },
  de: {
    heading: 'Ihre Einladung',
    invited: (service) => `${service} lädt Sie ein, dort ein Konto zu haben.`,
    make: 'Konto anlegen',
    how: (host) =>
      `Der Link enthält Ihren Code. Wenn Sie lieber in einer App beginnen, öffnen Sie diese, wählen Sie, ein Konto anzulegen, und geben Sie als Server ${host} an. Tragen Sie diese E-Mail-Adresse und diesen Code ein:`,
    domain: (domain) => `Ihr Handle wird auf .${domain} enden.`,
    until: (day) => `Der Code gilt bis ${day}, einmal und nur mit dieser E-Mail-Adresse.`,
    otherwise: 'Wenn Sie das nicht erwartet haben, ignorieren Sie diese Mail: Ohne Sie geschieht nichts.',
  },
}

/** Sends invitations. */
@Injectable()
export class InviteMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox, in the looks of the domain that the handle will have. */
  async send(mail: InviteMail): Promise<void> {
    await this.outbox.put(inviteMail(this.branding.of(mail.handleDomain), mail))
  }
}

/** The mail itself. */
export function inviteMail(brand: Brand, { to, code, language, expiresAt, handleDomain }: InviteMail): Mail {
  const { serviceName, publicUrl } = brand
  const words = WORDS[language]
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)
  const said: MailWords = {
    language,
    heading: words.heading,
    before: [words.invited(serviceName)],
    link: { text: words.make, href: signUpLink(publicUrl, code) },
    between: [words.how(new URL(publicUrl).host)],
    code,
    after: [
      ...(handleDomain === undefined ? [] : [words.domain(handleDomain)]),
      words.until(day),
      words.otherwise,
    ],
  }
  return serviceMail(brand, to, said)
}

/** The page on which somebody signs up, with the code filled in: a page of the portal, which is above this floor. */
function signUpLink(publicUrl: string, code: string): string {
  return `${publicUrl}/account/sign-up?${new URLSearchParams({ code }).toString()}`
}
