import { configSection, duration, integer } from '../config/index.js'

/** Settings of directories that are kept in step (SCIM). */
export class ScimConfig extends configSection('scim', {
  leaversMax: integer({
    env: 'PDS_SCIM_LEAVERS_MAX',
    default: 25,
    min: 1,
    help: 'How many people of one connection may leave within the window; more are a mistake until an administrator says otherwise.',
  }),
  leaversPercentMax: integer({
    env: 'PDS_SCIM_LEAVERS_PERCENT_MAX',
    default: 5,
    min: 1,
    help: 'Which part of the people of one connection may leave within the window (%).',
  }),
  leaversAlways: integer({
    env: 'PDS_SCIM_LEAVERS_ALWAYS',
    default: 5,
    min: 1,
    help: 'So many may leave within the window, whatever part of all they are.',
  }),
  leaversWindowMs: duration({
    env: 'PDS_SCIM_LEAVERS_WINDOW_MS',
    default: 600_000,
    min: 1_000,
    help: 'The window in which people who leave are counted (ms).',
  }),
  requestsPerMinute: integer({
    env: 'PDS_SCIM_REQUESTS_PER_MINUTE',
    default: 3_000,
    min: 1,
    help: 'Requests of one directory in a minute.',
  }),
}) {}
