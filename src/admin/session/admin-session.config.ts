import { configSection, duration } from '../../config/index.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Settings of sessions in the dashboard that begin with the admin password. */
export class AdminSessionConfig extends configSection('administrators in browsers', {
  idleMs: duration({
    env: 'PDS_ADMIN_SESSION_IDLE_MS',
    default: 30 * MINUTE_MS,
    min: MINUTE_MS,
    help: 'A session in the dashboard ends when nobody has used it for so long (ms).',
  }),
  lifetimeMs: duration({
    env: 'PDS_ADMIN_SESSION_MS',
    default: 12 * HOUR_MS,
    min: MINUTE_MS,
    help: 'However much it is used, a session in the dashboard ends after so long (ms).',
  }),
}) {}
