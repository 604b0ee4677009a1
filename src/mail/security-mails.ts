import { Injectable } from '@nestjs/common'
import { Branding } from '../branding/index.js'
import { Outbox } from './outbox.js'
import { serviceMail } from './service-mail.js'

/** A second factor, in words. */
export type MailedFactor = 'an authenticator app' | 'a passkey'

/** What has happened. */
export type SecurityMatter =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'app-allowed'; readonly app: string }
  | { readonly kind: 'app-password-made'; readonly name: string }
  | { readonly kind: 'password-changed' }
  | {
      readonly kind: 'email-changed'
      readonly to: string
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | { readonly kind: 'factor-added'; readonly factor: MailedFactor }
  | {
      readonly kind: 'factor-removed'
      readonly factor: MailedFactor | 'all passkeys'
      /** whether it was not the owner */
      readonly byService?: boolean
    }
  | { readonly kind: 'identity-linked' | 'identity-unlinked'; readonly name: string }
  | { readonly kind: 'factors-reset' }
  | { readonly kind: 'recovery-codes-low'; readonly left: number }

/** Tells the owner of an account what has happened to it. */
export interface SecurityMail {
  readonly to: string
  /** who the owner is here */
  readonly name: string
  readonly at: Date
  readonly place: { readonly ip: string | undefined; readonly browser: string | undefined }
  readonly about: SecurityMatter
}

/** What is said: the subject, what has happened, and what to do if it was somebody else. */
interface Words {
  readonly subject: string
  readonly what: string
  readonly otherwise: string
}

const CHANGE_PASSWORD = 'If it was not you, change your password at once: that signs everybody out.'

/** Sends what owners should know about the security of their accounts. */
@Injectable()
export class SecurityMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly branding: Branding,
  ) {}

  /** Puts the mail into the outbox. */
  async send({ to, name, at, place, about }: SecurityMail): Promise<void> {
    const { subject, what, otherwise } = wordsFor(about)
    const words = {
      heading: subject,
      before: [`Hello ${name},`, what, circumstances(at, place)],
      after: [otherwise],
    }
    await this.outbox.put(serviceMail(this.branding.of(name), to, words))
  }
}

function wordsFor(about: SecurityMatter): Words {
  switch (about.kind) {
    case 'signed-in':
      return {
        subject: 'New sign-in to your account',
        what: 'Somebody has signed in to your account from a device or network that was not used before.',
        otherwise: CHANGE_PASSWORD,
      }
    case 'app-allowed':
      return {
        subject: 'An app may act for you',
        what: `You have allowed an app to act for your account: ${about.app}`,
        otherwise: `${CHANGE_PASSWORD} Then take the permission back.`,
      }
    case 'app-password-made':
      return {
        subject: 'A new app password',
        what: `An app password was made for your account: ${about.name}`,
        otherwise: 'If it was not you, remove the app password and change your password.',
      }
    case 'identity-linked':
    case 'identity-unlinked':
      return wordsForOrganization(about)
    case 'password-changed':
      return {
        subject: 'Your password was changed',
        what: 'The password of your account was changed. All apps and devices were signed out.',
        otherwise:
          'If it was not you, choose a new password with "Forgot your password?" at once, and see to it that nobody else reads your mail.',
      }
    case 'email-changed':
      return {
        subject: 'Your email address was changed',
        what: about.byService
          ? `Whoever runs the service has given your account another email address: ${about.to}. This one is not used any more.`
          : `Your account has another email address now: ${about.to}. This one is not used any more.`,
        otherwise: about.byService
          ? 'If you did not ask for it, tell whoever runs the service at once.'
          : 'If it was not you, change your password and ask whoever runs the service for help.',
      }
    case 'factor-added':
      return {
        subject: 'A new way to prove that it is you',
        what: `You have added ${about.factor} to your account. It is asked for when you sign in.`,
        otherwise: 'If it was not you, remove it and change your password.',
      }
    case 'factor-removed':
      return {
        subject: 'Your account is protected by less',
        what: about.byService
          ? `Whoever runs the service has removed ${about.factor} from your account.`
          : `You have removed ${about.factor} from your account.`,
        otherwise: CHANGE_PASSWORD,
      }
    case 'factors-reset':
      return {
        subject: 'Your second factors were removed',
        what: 'Whoever runs the service has removed all second factors of your account: the password is enough to sign in.',
        otherwise:
          'Add new ones. If you did not ask for it, change your password and tell whoever runs the service.',
      }
    case 'recovery-codes-low':
      return {
        subject: 'You have few recovery codes left',
        what: `A recovery code was used to sign in to your account. ${leftWords(about.left)}`,
        otherwise: `Make new codes before you need them. ${CHANGE_PASSWORD}`,
      }
  }
}

function leftWords(left: number): string {
  if (left === 0) return 'It was the last one.'
  return left === 1 ? 'One is left.' : `${left} are left.`
}

/** When and where, as far as it is known. */
function circumstances(at: Date, { ip, browser }: SecurityMail['place']): string {
  const time = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const where = [browser, ip].filter((part) => part !== undefined).join(', ')
  return where === '' ? `Time: ${time}` : `Time: ${time}. From: ${where}`
}

function wordsForOrganization({ kind, name }: SecurityMatter & { readonly name: string }): Words {
  if (kind === 'identity-linked')
    return {
      subject: 'A new way to sign in to your account',
      what: `One can now sign in to your account with ${name}.`,
      otherwise: 'If it was not you, remove this way to sign in and change your password.',
    }
  return {
    subject: 'A way to sign in to your account was removed',
    what: `One can no longer sign in to your account with ${name}.`,
    otherwise: CHANGE_PASSWORD,
  }
}
