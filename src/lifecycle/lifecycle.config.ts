import { boolean, configSection, duration } from '../config/index.js'

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
  tellsLocks: boolean({
    env: 'PDS_LOCK_MAILS',
    live: 'mails',
    default: true,
    help: 'Whether members get a mail when their account is locked, and when it is unlocked.',
  }),
}) {}
