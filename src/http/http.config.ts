import { configSection, duration } from '../config/index.js'

/** The HTTP server itself. */
export class HttpConfig extends configSection('http', {
  drainMs: duration({
    env: 'PDS_SHUTDOWN_DRAIN_MS',
    default: 10_000,
    max: 600_000,
    help: 'Longest time that a server which is told to stop waits for requests under way (ms).',
  }),
}) {}
