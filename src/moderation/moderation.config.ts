import { configSection, duration, enumeration, integer, url } from '../config/index.js'

/** Settings of reports. */
export class ModerationConfig extends configSection('moderation', {
  reportDestination: enumeration({
    env: 'PDS_REPORT_DESTINATION',
    values: ['service', 'inbox', 'both'],
    default: 'service',
    help: 'Where reports of members go: to the service that their application names or that is configured, or into the inbox here if there is neither (service); into the inbox only (inbox); into the inbox and to the service (both).',
  }),
  ozoneUrl: url({
    env: 'PDS_OZONE_URL',
    help: 'Ozone of the moderators, such as https://ozone.example.org: the dashboard leads there from whatever was reported.',
  }),
  forwardAttemptsMax: integer({
    env: 'PDS_REPORT_ATTEMPTS_MAX',
    default: 12,
    min: 1,
    max: 30,
    help: 'How often sending on a report that is in the inbox is tried while the service does not answer.',
  }),
  forwardRetryMs: duration({
    env: 'PDS_REPORT_RETRY_MS',
    default: 30_000,
    min: 100,
    help: 'Time before the second attempt; it doubles with each further one (ms).',
  }),
}) {}
