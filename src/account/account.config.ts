import { boolean, configSection, duration, integer } from '../config/index.js'

/** Settings of the account directory. */
export class AccountConfig extends configSection('account', {
  accountsCachedMax: integer({
    env: 'PDS_ACCOUNT_CACHE_ENTRIES_MAX',
    default: 50_000,
    min: 100,
    help: 'Accounts kept in memory, so that the checks of a request cost no query.',
  }),
  passwordLineMax: integer({
    env: 'PDS_PASSWORD_QUEUE_MAX',
    default: 200,
    min: 1,
    help: 'Passwords that may wait to be hashed or compared; further sign-ins are turned away with status 503.',
  }),
  appPasswordLifetimeMs: duration({
    env: 'PDS_APP_PASSWORD_LIFETIME_MS',
    live: 'protection',
    min: 60_000,
    help: 'How long app passwords made from now on are good, with the sessions that they open (ms); for ever unless it is set.',
  }),
  welcomeLifetimeMs: duration({
    env: 'PDS_WELCOME_LIFETIME_MS',
    live: 'sign-up',
    default: 7 * 24 * 60 * 60 * 1000,
    min: 60 * 60 * 1000,
    help: 'How long the link is good by which those choose a password for whom an administrator has made an account (ms).',
  }),
  takedownExport: boolean({
    env: 'PDS_TAKEDOWN_EXPORT',
    live: 'protection',
    default: true,
    help: 'Whether owners of accounts that were taken down may take a copy of their repository and files. Those of suspended accounts always may.',
  }),
  inviteIntervalMs: duration({
    env: 'PDS_INVITE_INTERVAL',
    live: 'sign-up',
    min: 1,
    help: 'How often an account earns an invite code (ms); never unless it is set.',
  }),
  inviteEpochMs: integer({
    env: 'PDS_INVITE_EPOCH',
    live: 'sign-up',
    default: 0,
    min: 0,
    help: 'Time from which accounts earn invite codes, if they are older (ms since 1970).',
  }),
}) {}
