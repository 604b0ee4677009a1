import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Queryable } from '../database/index.js'
import type { Addressee } from './addressee.js'
import type { CodePurpose } from './code-purpose.js'
import type { Mail } from './mail.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

/** A code on its way to the owner of an account. */
export interface CodeMail extends Addressee {
  readonly purpose: CodePurpose
  readonly code: string
  readonly minutes: number
}

/** Sends codes to the owners of accounts. */
@Injectable()
export class CodeMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. @param tx the transaction of what it tells, if there is one */
  async send(mail: CodeMail, tx?: Queryable): Promise<void> {
    await this.outbox.put(codeMail(this.branding.of(mail.name), mail), tx)
  }
}

/** The mail itself. */
export function codeMail(brand: Brand, { purpose, code, to, name, language, minutes }: CodeMail): Mail {
  const { hello, code: words } = LETTERS[language]
  const { subject, does, otherwise } = words.of[purpose]
  return serviceMail(brand, to, {
    language,
    heading: subject,
    before: [hello(name), does],
    code,
    after: [words.goodFor(minutes), otherwise],
  })
}
