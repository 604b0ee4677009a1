import { createTransport, type Transporter } from 'nodemailer'
import type { Mail } from './mail.js'

/** How to reach an SMTP server, and as whom. */
export interface SmtpAccount {
  readonly url: string
  readonly from: string
}

/**
 * A way to an SMTP server.
 * @param timeoutMs longest time the server may be silent
 * @param connectionsMax connections that are kept for the next mail; 0 for one mail only
 */
export function openSmtp(url: string, timeoutMs: number, connectionsMax: number): Transporter {
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  const pool = connectionsMax > 0 && ({ pool: true, maxConnections: connectionsMax } as const)
  return createTransport({ url, ...timeouts, ...pool }) as Transporter
}

/** A mail as the SMTP client takes it. */
export function messageOf({ to, subject, text, html, fromName, replyTo }: Mail, from: string) {
  return {
    from: fromName === undefined ? from : { name: fromName, address: addressIn(from) },
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
    // As an object it is one address, whatever characters it has.
    to: { name: '', address: to },
    subject,
    text,
    html,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The address in a sender that may have a name: `Guild <guild@example.com>`. */
function addressIn(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1]?.trim() ?? from
}
