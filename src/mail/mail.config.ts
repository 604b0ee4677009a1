import { configSection, duration, enumeration, integer, string, url } from '../config/index.js'
import { MAIL_LANGUAGES } from './mail-language.js'

const MINUTE_MS = 60_000
const PROTOCOLS = ['smtp:', 'smtps:']

/** Settings of mail. */
export class MailConfig extends configSection(
  'mail',
  {
    smtpUrl: url({
      env: 'PDS_EMAIL_SMTP_URL',
      protocols: PROTOCOLS,
      secret: true,
      help: 'SMTP server for mail to account owners: smtps://user:password@host:465. Without it no mail is sent; on localhost it goes to the log.',
    }),
    from: string({
      env: 'PDS_EMAIL_FROM_ADDRESS',
      help: 'Sender of mail to account owners; required with PDS_EMAIL_SMTP_URL.',
    }),
    moderationSmtpUrl: url({
      env: 'PDS_MODERATION_EMAIL_SMTP_URL',
      protocols: PROTOCOLS,
      secret: true,
      help: 'SMTP server for mail of moderators.',
    }),
    moderationFrom: string({
      env: 'PDS_MODERATION_EMAIL_ADDRESS',
      help: 'Sender of mail of moderators; required with PDS_MODERATION_EMAIL_SMTP_URL.',
    }),
    defaultLanguage: enumeration({
      env: 'PDS_DEFAULT_LANGUAGE',
      values: MAIL_LANGUAGES,
      default: 'en',
      help: 'Language of letters to members of whom no language is known that letters have.',
    }),
    timeoutMs: duration({
      env: 'PDS_EMAIL_TIMEOUT_MS',
      default: MINUTE_MS,
      min: 1_000,
      help: 'Longest time an SMTP server may be silent (ms).',
    }),
    attemptsMax: integer({
      env: 'PDS_EMAIL_ATTEMPTS_MAX',
      default: 10,
      min: 1,
      max: 30,
      help: 'How often a mail is tried while the SMTP server cannot take it; what it refuses for good is not tried again.',
    }),
    retryMs: duration({
      env: 'PDS_EMAIL_RETRY_MS',
      default: 2_000,
      min: 100,
      help: 'Time before the second attempt; it doubles with each further one (ms).',
    }),
  },
  {
    check: (own) => [
      ...(Boolean(own.smtpUrl) === Boolean(own.from)
        ? []
        : ['PDS_EMAIL_SMTP_URL and PDS_EMAIL_FROM_ADDRESS are needed together']),
      ...(Boolean(own.moderationSmtpUrl) === Boolean(own.moderationFrom)
        ? []
        : ['PDS_MODERATION_EMAIL_SMTP_URL and PDS_MODERATION_EMAIL_ADDRESS are needed together']),
    ],
  },
) {}
