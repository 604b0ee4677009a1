import type { OnApplicationShutdown } from '@nestjs/common'
import type { Transporter } from 'nodemailer'
import type { Mail, Sender } from './mail.js'
import { MailRefused } from './mail-refused.js'
import { Mailer } from './mailer.js'
import { messageOf, openSmtp, type SmtpAccount } from './smtp-account.js'

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
    const open = ({ url, from }: SmtpAccount) => ({
      transport: openSmtp(url, timeoutMs, CONNECTIONS_MAX),
      from,
    })
    this.#transports.set('service', open(accounts.service))
    if (accounts.moderation) this.#transports.set('moderation', open(accounts.moderation))
  }

  override async deliver(mail: Mail): Promise<void> {
    const { transport, from } = this.#transports.get(mail.sender) ?? this.#transports.get('service')!
    try {
      await transport.sendMail(messageOf(mail, from))
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
