import type { ServiceConfig } from '../config/index.js'
import type { Mail } from './mail.js'
import { mailPage, mailText } from './mail-page.js'

/** A mail that shows whether mails arrive, and what they look like. */
export function trialMail(config: ServiceConfig, to: string): Mail {
  const page = {
    heading: 'Mail works',
    before: [`${config.serviceName} can send mail to this address.`],
    after: ['Somebody who runs the service asked for this mail to try it. Nothing has to be done.'],
  }
  return {
    sender: 'service',
    to,
    subject: `${page.heading} – ${config.serviceName}`,
    text: mailText(config, page),
    html: mailPage(config, page),
  }
}
