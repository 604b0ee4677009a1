import { Injectable } from '@nestjs/common'
import { type Brand, Branding } from '../branding/index.js'
import type { Mail } from './mail.js'
import { serviceMail } from './service-mail.js'
import { Outbox } from './outbox.js'

/** What codes allow. */
export const CODE_PURPOSES = [
  'confirmEmail',
  'updateEmail',
  'resetPassword',
  'deleteAccount',
  'plcOperation',
  'signIn',
  'linkIdentity',
] as const
/** What a code allows. */
export type CodePurpose = (typeof CODE_PURPOSES)[number]

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
  linkIdentity: {
    subject: 'Link your organization',
    does: 'To sign in to your account with your organization from now on, enter this code:',
    else: 'If you did not ask for it, keep the code to yourself: whoever has it can sign in to your account.',
  },
}

/** Sends codes to the owners of accounts. */
@Injectable()
export class CodeMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send(mail: CodeMail): Promise<void> {
    await this.outbox.put(codeMail(this.branding.of(mail.name), mail))
  }
}

/** The mail itself. */
export function codeMail(brand: Brand, { purpose, code, to, name, minutes }: CodeMail): Mail {
  const words = WORDS[purpose]
  return serviceMail(brand, to, {
    heading: words.subject,
    before: [`Hello ${name},`, words.does],
    code,
    after: [`It is good for ${minutes} minutes, and once.`, words.else],
  })
}
