import { boolean, configSection, duration, integer } from '../../config/index.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Settings of what failed sign-ins lead to. */
export class LockoutConfig extends configSection(
  'failed sign-ins',
  {
    failedSignInMs: duration({
      env: 'PDS_FAILED_SIGN_IN_MS',
      default: 150,
      max: 10_000,
      help: 'A sign-in that fails is answered no sooner than this, which slows down guessing (ms).',
    }),
    enabled: boolean({
      env: 'PDS_SIGN_IN_LOCK_ENABLED',
      live: 'protection',
      default: true,
      help: 'Whether sign-ins have to wait after too many failures.',
    }),
    failuresMax: integer({
      env: 'PDS_SIGN_IN_FAILURES_MAX',
      live: 'protection',
      default: 10,
      min: 1,
      help: 'Failures with one name from one network (an IPv4 address, an IPv6 /64) before the next sign-in has to wait.',
    }),
    networkFailuresMax: integer({
      env: 'PDS_SIGN_IN_NETWORK_FAILURES_MAX',
      live: 'protection',
      default: 50,
      min: 1,
      help: 'The same from one public network with any names.',
    }),
    nameFailuresMax: integer({
      env: 'PDS_SIGN_IN_NAME_FAILURES_MAX',
      live: 'protection',
      default: 100,
      min: 1,
      help: 'The same with one name from all networks together; those the account has signed in from do not wait.',
    }),
    firstLockMs: duration({
      env: 'PDS_SIGN_IN_LOCK_MS',
      live: 'protection',
      default: 30_000,
      min: 1,
      help: 'How long to wait after the last failure that is allowed; doubled by each further one (ms).',
    }),
    lockMaxMs: duration({
      env: 'PDS_SIGN_IN_LOCK_MAX_MS',
      live: 'protection',
      default: HOUR_MS,
      min: 1,
      help: 'Longest time that a sign-in has to wait (ms).',
    }),
    memoryMs: duration({
      env: 'PDS_SIGN_IN_FAILURES_KEPT_MS',
      default: DAY_MS,
      min: MINUTE_MS,
      help: 'Failures are forgotten after so long without a further one (ms).',
    }),
    networkKnownMs: duration({
      env: 'PDS_SIGN_IN_NETWORK_KNOWN_MS',
      default: 90 * DAY_MS,
      min: DAY_MS,
      help: 'How long a network counts as one that an account signs in from (ms).',
    }),
  },
  {
    check: ({ memoryMs, lockMaxMs }) =>
      memoryMs < lockMaxMs
        ? ['PDS_SIGN_IN_FAILURES_KEPT_MS must not be less than PDS_SIGN_IN_LOCK_MAX_MS']
        : [],
  },
) {}
