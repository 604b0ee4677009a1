import { boolean, configSection, duration, integer } from '../config/index.js'

/** Settings of the creation of accounts, and of what becomes of them. */
export class LifecycleConfig extends configSection('lifecycle', {
  draftLeaseMs: duration({
    env: 'PDS_ACCOUNT_DRAFT_LEASE_MS',
    default: 60_000,
    min: 1_000,
    help: 'Age from which an unfinished account creation counts as abandoned and is taken back (ms).',
  }),
  recoveryIntervalMs: duration({
    env: 'PDS_ACCOUNT_RECOVERY_INTERVAL_MS',
    default: 30_000,
    min: 100,
    help: 'How often abandoned account creations are looked for (ms).',
  }),
  signUpDailyLimit: integer({
    env: 'PDS_SIGN_UP_DAILY_LIMIT',
    live: 'sign-up',
    min: 1,
    help: 'How many accounts may be made in a day (UTC) without an invite code, an organization or an administrator; any number unless it is set.',
  }),
  tellsLocks: boolean({
    env: 'PDS_LOCK_MAILS',
    live: 'mails',
    default: true,
    help: 'Whether members get a mail when their account is locked, and when it is unlocked.',
  }),
}) {}
