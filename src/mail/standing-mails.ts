import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { Mail } from './mail.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import type { StandingMatter } from './standing-matter.js'
import { LETTERS } from './words/letters.js'

/** Tells somebody what has become of their account. */
export interface StandingMail extends Addressee {
  readonly about: StandingMatter
  /** what whoever did it says to them; lines that are empty part paragraphs */
  readonly text?: string | undefined
}

/** What nobody has anything to say against. */
const WELCOME: ReadonlySet<StandingMatter> = new Set(['unlocked', 'restored', 'staying', 'approved'])

/** Sends what owners should know about what became of their accounts. */
@Injectable()
export class StandingMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. @param tx the transaction of what it tells, if there is one */
  async send(mail: StandingMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(this.written(mail), tx)
  }

  /** The mail as it is sent. */
  written(mail: StandingMail): Mail {
    return standingMail(this.branding.of(mail.name), mail)
  }

  /** The same with one that was written before: whom it is for may be gone by then. */
  async sendWritten(mail: Mail, tx: Queryable): Promise<void> {
    await this.outbox.put(mail, tx)
  }
}

/** The mail itself. */
export function standingMail(brand: Brand, { to, name, language, about, text }: StandingMail): Mail {
  const { hello, standing, leaving } = LETTERS[language]
  const { heading, what, next } = standing.of[about]
  const { support } = brand.links
  const objection = support === undefined ? leaving.otherwise : standing.objection(support)
  return serviceMail(brand, to, {
    language,
    heading,
    before: [
      hello(name),
      what(brand.serviceName),
      ...(text === undefined ? [] : [standing.said, ...text.trim().split(/\n\s*\n/)]),
    ],
    after: [
      ...(next ? [next(`${brand.publicUrl}/account`)] : []),
      ...(WELCOME.has(about) ? [] : [objection]),
    ],
  })
}
