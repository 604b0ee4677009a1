import { configSection, duration } from '../config/index.js'

/** Settings of the creation of accounts. */
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
}) {}
