import type { MailLanguage } from './mail-language.js'

/** Whom a letter is for. */
export interface Addressee {
  readonly to: string
  /** who that is here: a handle, or a DID */
  readonly name: string
  readonly language: MailLanguage
}
