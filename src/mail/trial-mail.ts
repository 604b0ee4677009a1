import type { Mail } from './mail.js'
import { type MailFrame, mailPage, mailText } from './mail-page.js'

/** A mail that shows whether mails arrive, and what they look like. */
export function trialMail(frame: MailFrame, to: string): Mail {
  const page = {
    heading: 'Mail works',
    before: [`${frame.serviceName} can send mail to this address.`],
    after: ['Somebody who runs the service asked for this mail to try it. Nothing has to be done.'],
  }
  return {
    sender: 'service',
    to,
    subject: `${page.heading} – ${frame.serviceName}`,
    text: mailText(frame, page),
    html: mailPage(frame, page),
  }
}
