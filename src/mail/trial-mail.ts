import type { Mail } from './mail.js'
import type { MailLanguage } from './mail-language.js'
import { type MailBrand, serviceMail } from './service-mail.js'
import { LETTERS } from './words/letters.js'

/** A mail that shows whether mails arrive, and what they look like. */
export function trialMail(brand: MailBrand, to: string, language: MailLanguage): Mail {
  const { trial } = LETTERS[language]
  return serviceMail(brand, to, {
    language,
    heading: trial.heading,
    before: [trial.works(brand.serviceName)],
    after: [trial.why],
  })
}
