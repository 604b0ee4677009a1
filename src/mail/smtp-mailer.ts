import type { OnApplicationShutdown } from '@nestjs/common'
import { createTransport, type Transporter } from 'nodemailer'
import type { Mail, Sender } from './mail.js'
import { MailRefused } from './mail-refused.js'
import { Mailer } from './mailer.js'

/** How to reach the SMTP server of a sender. */
export interface SmtpAccount {
  readonly url: string
  readonly from: string
}

/** Connections to one SMTP server. */
const CONNECTIONS_MAX = 4

/** What nodemailer tells about a failure. */
interface SmtpFailure {
  readonly code?: string
  readonly responseCode?: number
}

/** Delivers mail by SMTP. A sender without an SMTP server of its own uses the one of the service. */
export class SmtpMailer extends Mailer implements OnApplicationShutdown {
  readonly #transports = new Map<Sender, { transport: Transporter; from: string }>()

  constructor(accounts: { service: SmtpAccount; moderation?: SmtpAccount | undefined }, timeoutMs: number) {
    super()
    const open = ({ url, from }: SmtpAccount) => {
      const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
      const options = { url, pool: true, maxConnections: CONNECTIONS_MAX, ...timeouts } as const
      return { transport: createTransport(options) as Transporter, from }
    }
    this.#transports.set('service', open(accounts.service))
    if (accounts.moderation) this.#transports.set('moderation', open(accounts.moderation))
  }

  override async deliver({ sender, to, subject, text, html }: Mail): Promise<void> {
    const { transport, from } = this.#transports.get(sender) ?? this.#transports.get('service')!
    try {
      await transport.sendMail({
        from,
        // As an object it is one address, whatever characters it has.
        to: { name: '', address: to },
        subject,
        text,
        html,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      throw asRefusal(error as SmtpFailure)
    }
  }

  onApplicationShutdown(): void {
    for (const { transport } of this.#transports.values()) transport.close()
  }
}

/** A wrong password of ours is refused for good as well, but somebody will correct it. */
function asRefusal(failure: SmtpFailure): unknown {
  const { code, responseCode } = failure
  const isPermanent = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH'
  return isPermanent ? new MailRefused(responseCode) : failure
}
