import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { escapeHtml } from './escape-html.js'
import { Outbox } from './outbox.js'

/** What a code allows. */
export type CodePurpose =
  'confirmEmail' | 'updateEmail' | 'resetPassword' | 'deleteAccount' | 'plcOperation' | 'signIn'

/** A code on its way to the owner of an account. */
export interface CodeMail {
  readonly purpose: CodePurpose
  readonly code: string
  readonly to: string
  /** who the owner is here */
  readonly name: string
  readonly minutes: number
}

/** What is said about each purpose: the subject, and what the code does. */
const WORDS: Readonly<Record<CodePurpose, { subject: string; does: string; else: string }>> = {
  confirmEmail: {
    subject: 'Confirm your email address',
    does: 'To confirm that this is your email address, enter this code:',
    else: 'If you did not ask for it, somebody may have given your address by mistake: ignore this mail.',
  },
  updateEmail: {
    subject: 'Change your email address',
    does: 'To change the email address of your account, enter this code:',
    else: 'If you did not ask for it, somebody else may be signed in as you: change your password.',
  },
  resetPassword: {
    subject: 'Reset your password',
    does: 'To choose a new password, enter this code:',
    else: 'If you did not ask for it, ignore this mail: your password stays as it is.',
  },
  deleteAccount: {
    subject: 'Delete your account',
    does: 'To delete your account with everything in it, for ever, enter this code:',
    else: 'If you did not ask for it, somebody else may be signed in as you: change your password.',
  },
  plcOperation: {
    subject: 'Change your identity',
    does: 'To let your identity be changed, for example to move to another server, enter this code:',
    else: 'If you did not ask for it, keep the code to yourself and change your password: whoever has it can take your identity.',
  },
  signIn: {
    subject: 'Sign-in code',
    does: 'To sign in, enter this code:',
    else: 'If you did not try to sign in, somebody else knows your password: change it.',
  },
}

/** Sends codes to the owners of accounts. */
@Injectable()
export class CodeMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly config: ServiceConfig,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ purpose, code, to, name, minutes }: CodeMail): Promise<void> {
    const { serviceName, publicUrl } = this.config
    const words = WORDS[purpose]
    const paragraphs = [
      `Hello ${name},`,
      words.does,
      code,
      `It is good for ${minutes} minutes, and once.`,
      words.else,
    ]
    await this.outbox.put({
      sender: 'service',
      to,
      subject: `${words.subject} – ${serviceName}`,
      text: `${paragraphs.join('\n\n')}\n\n${serviceName}\n${publicUrl}\n`,
      html: page(serviceName, publicUrl, paragraphs, code),
    })
  }
}

const BOX = 'max-width:32rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#1b1b1b'
const CODE = 'font:600 1.5rem/1.2 ui-monospace,monospace;letter-spacing:.08em'
const FOOT = 'color:#5f5f5f;font-size:.875rem;border-top:1px solid #d8d8d8;padding-top:1rem'

function page(serviceName: string, publicUrl: string, paragraphs: readonly string[], code: string): string {
  const lines = paragraphs.map(
    (text) => `<p${text === code ? ` style="${CODE}"` : ''}>${escapeHtml(text)}</p>`,
  )
  const [name, url] = [escapeHtml(serviceName), escapeHtml(publicUrl)]
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${name}</title></head>
<body style="${BOX}">
${lines.join('\n')}
<p style="${FOOT}">${name}<br><a href="${url}">${url}</a></p>
</body>
</html>
`
}
