import { boolean, configSection, duration } from '../../config/index.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Settings of what members are told about the security of their accounts. */
export class SecurityEventConfig extends configSection('security events', {
  keptMs: duration({
    env: 'PDS_SECURITY_EVENTS_KEPT_MS',
    default: 400 * DAY_MS,
    min: DAY_MS,
    help: 'How long members can see what has happened to the security of their accounts, with addresses (ms).',
  }),
  newDeviceMails: boolean({
    env: 'PDS_NEW_DEVICE_MAILS',
    live: 'mails',
    default: true,
    help: 'Whether members get a mail when somebody signs in from a browser or network that was not known.',
  }),
  newAppMails: boolean({
    env: 'PDS_NEW_APP_MAILS',
    live: 'mails',
    default: true,
    help: 'Whether members get a mail when an application is allowed to act for them for the first time.',
  }),
  // Clients that read codes out of mailboxes expect no other mail where they have asked for one.
  newAppPasswordMails: boolean({
    env: 'PDS_NEW_APP_PASSWORD_MAILS',
    live: 'mails',
    default: false,
    help: 'Whether members get a mail when an app password is made. They see it among their security events in any case.',
  }),
}) {}
