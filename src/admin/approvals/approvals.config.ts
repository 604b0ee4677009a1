import { configSection, duration, enumeration } from '../../config/index.js'

const HOUR_MS = 60 * 60 * 1000

/** Settings of what takes two people. */
export class ApprovalsConfig extends configSection('approvals', {
  fourEyes: enumeration({
    env: 'PDS_ADMIN_FOUR_EYES',
    values: ['auto', 'on', 'off'],
    default: 'auto',
    help: 'Whether what cannot be undone (deleting accounts, releasing holds, changing signing keys) takes the agreement of a second member; auto: while two or more members who can sign in are Owners everywhere and for good.',
  }),
  waitMs: duration({
    env: 'PDS_ADMIN_APPROVAL_MS',
    default: 72 * HOUR_MS,
    min: HOUR_MS,
    help: 'How long something waits for a second person before it is void (ms).',
  }),
}) {}
