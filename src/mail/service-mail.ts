import type { Mail } from './mail.js'
import { type MailFrame, mailPage, mailText, type MailWords } from './mail-page.js'

/** What a mail of the service looks like, and who it comes from. */
export interface MailBrand extends MailFrame {
  readonly mailName?: string | undefined
  readonly mailReplyTo?: string | undefined
}

/** A mail of the service to somebody, in the looks of their part of the organization. */
export function serviceMail(brand: MailBrand, to: string, words: MailWords): Mail {
  return {
    sender: 'service',
    to,
    subject: `${words.heading} – ${brand.serviceName}`,
    text: mailText(brand, words),
    html: mailPage(brand, words),
    ...(brand.mailName !== undefined && { fromName: brand.mailName }),
    ...(brand.mailReplyTo !== undefined && { replyTo: brand.mailReplyTo }),
  }
}
