import type { Mail } from './mail.js'
import { type MailBrand, serviceMail } from './service-mail.js'

/** A mail that shows whether mails arrive, and what they look like. */
export function trialMail(brand: MailBrand, to: string): Mail {
  return serviceMail(brand, to, {
    heading: 'Mail works',
    before: [`${brand.serviceName} can send mail to this address.`],
    after: ['Somebody who runs the service asked for this mail to try it. Nothing has to be done.'],
  })
}
