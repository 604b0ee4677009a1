import { lookup } from 'node:dns/promises'
import { connect } from 'node:net'
import type { Transporter } from 'nodemailer'
import type { Mail } from './mail.js'
import {
  adviceFor,
  MAIL_ADVICE,
  MAIL_STEPS,
  type MailAdvice,
  type MailFailure,
  type MailStep,
} from './mail-advice.js'
import { messageOf, openSmtp, type SmtpAccount } from './smtp-account.js'

/** What became of one step on the way of a mail. */
export interface StepReport {
  readonly step: MailStep
  readonly outcome: 'done' | 'failed' | 'warning'
  /** what was found, in words */
  readonly detail: string
  /** what to do about it */
  readonly advice?: string | undefined
  /** the same as a name that stays while words change */
  readonly adviceCode?: MailAdvice | undefined
}

const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

/** At which step of the SMTP client a command of the protocol is; the longest beginning counts. */
const STEP_OF_COMMAND: readonly [string, MailStep][] = [
  ['EHLO', 'greeting'],
  ['HELO', 'greeting'],
  ['STARTTLS', 'encryption'],
  ['AUTH', 'sign-in'],
  ['MAIL FROM', 'sender'],
  ['RCPT TO', 'recipient'],
  ['DATA', 'content'],
]

const IS_ABOUT_TLS = /tls|ssl|certificate|wrong version|altname|self.signed/i

/** Sends one mail, or goes as far as signing in, and tells of each step, and of the first one that fails why, and what to do. */
export class MailDiagnosis {
  readonly #url: URL

  /** @param timeoutMs longest time the server may be silent */
  constructor(
    private readonly account: SmtpAccount,
    private readonly timeoutMs: number,
  ) {
    this.#url = new URL(account.url)
  }

  /** @returns whether the server took the mail */
  run(mail: Mail, report: (step: StepReport) => void): Promise<boolean> {
    return this.#go(MAIL_STEPS, (transport) => transport.sendMail(messageOf(mail, this.account.from)), report)
  }

  /** Goes as far as one can without a mail: up to signing in. @returns whether that is possible */
  check(report: (step: StepReport) => void): Promise<boolean> {
    const steps = MAIL_STEPS.slice(0, MAIL_STEPS.indexOf('sender'))
    return this.#go(steps, (transport) => transport.verify(), report)
  }

  async #go(
    steps: readonly MailStep[],
    use: (transport: Transporter) => Promise<unknown>,
    report: (step: StepReport) => void,
  ): Promise<boolean> {
    for (const check of [this.#resolve, this.#connect]) {
      const found = await check.call(this)
      report(found)
      if (found.outcome === 'failed') return false
    }
    const failure = await this.#use(use)
    this.#tellSteps(steps, failure, report)
    return failure === undefined
  }

  get #host(): string {
    return this.#url.hostname.replace(/^\[|\]$/g, '')
  }

  get #port(): number {
    return Number(this.#url.port) || PORTS[this.#url.protocol as keyof typeof PORTS]
  }

  async #resolve(): Promise<StepReport> {
    try {
      const found = await lookup(this.#host, { all: true })
      const detail = `${this.#host} is ${found.map(({ address }) => address).join(', ')}`
      return { step: 'name', outcome: 'done', detail }
    } catch (error) {
      return this.#failed({ step: 'name', code: codeOf(error), text: (error as Error).message })
    }
  }

  #connect(): Promise<StepReport> {
    const where = `${this.#host}, port ${this.#port}`
    return new Promise((resolve) => {
      const socket = connect({ host: this.#host, port: this.#port })
      const settle = (found: StepReport) => {
        socket.destroy()
        resolve(found)
      }
      socket.setTimeout(this.timeoutMs, () =>
        settle(this.#failed({ step: 'connection', code: 'ETIMEDOUT', text: `${where} does not answer` })),
      )
      socket.once('connect', () =>
        settle({ step: 'connection', outcome: 'done', detail: `connected to ${where}` }),
      )
      socket.once('error', (error) =>
        settle(
          this.#failed({
            step: 'connection',
            code: codeOf(error),
            text: `${where}: ${error.message || codeOf(error)}`,
          }),
        ),
      )
    })
  }

  /** The rest is done by the client that sends all mails, so that it cannot do better here than there. */
  async #use(use: (transport: Transporter) => Promise<unknown>): Promise<MailFailure | undefined> {
    const transport = openSmtp(this.account.url, this.timeoutMs, 0)
    try {
      await use(transport)
      return undefined
    } catch (error) {
      return failureIn(error)
    } finally {
      transport.close()
    }
  }

  #tellSteps(
    steps: readonly MailStep[],
    failure: MailFailure | undefined,
    report: (step: StepReport) => void,
  ): void {
    for (const step of steps.slice(steps.indexOf('greeting'))) {
      if (step === failure?.step) return report(this.#failed(failure))
      const done = this.#done(step)
      if (done) report(done)
    }
  }

  #done(step: MailStep): StepReport | undefined {
    const hasCredentials = this.#url.username !== ''
    switch (step) {
      case 'greeting':
        return { step, outcome: 'done', detail: 'the server speaks SMTP' }
      case 'encryption':
        return this.#encryption()
      case 'sign-in':
        return hasCredentials
          ? { step, outcome: 'done', detail: `signed in as ${decodeURIComponent(this.#url.username)}` }
          : { step, outcome: 'done', detail: 'not asked for: the URL names no user' }
      case 'sender':
        return { step, outcome: 'done', detail: `mail from ${this.account.from} is taken` }
      case 'recipient':
        return { step, outcome: 'done', detail: 'the recipient is taken' }
      case 'content':
        return {
          step,
          outcome: 'done',
          detail: 'the server has taken the mail; look into the mailbox, and into its spam',
        }
      default:
        return undefined
    }
  }

  #encryption(): StepReport | undefined {
    const options = this.#url.searchParams
    if (this.#url.protocol === 'smtps:' || options.get('requireTLS') === 'true') {
      return { step: 'encryption', outcome: 'done', detail: 'the connection is encrypted' }
    }
    const detail =
      'encrypted if the server offers STARTTLS; whoever stands in between can take the offer away'
    return { step: 'encryption', outcome: 'warning', detail, ...adviceOf('mail_encrypt') }
  }

  #failed(failure: MailFailure): StepReport {
    const { step, text } = failure
    return { step, outcome: 'failed', detail: text, ...adviceOf(adviceFor(failure, this.#url.protocol)) }
  }
}

const adviceOf = (code: MailAdvice) => ({ advice: MAIL_ADVICE[code], adviceCode: code })

function failureIn(error: unknown): MailFailure {
  const {
    command = '',
    response,
    responseCode,
    message,
  } = error as {
    command?: string
    response?: string
    responseCode?: number
    message: string
  }
  const code = codeOf(error)
  const known = STEP_OF_COMMAND.find(([beginning]) => command.startsWith(beginning))?.[1]
  const isAboutTls = code === 'ETLS' || IS_ABOUT_TLS.test(message) || IS_ABOUT_TLS.test(code)
  const step = isAboutTls && (!known || known === 'greeting') ? 'encryption' : (known ?? 'greeting')
  return { step, code, responseCode, text: response ?? message }
}

/** The client puts a code of its own over that of the system. */
function codeOf(error: unknown): string {
  const { code = '', originalCode } = error as { code?: string; originalCode?: string }
  return originalCode ?? code
}
