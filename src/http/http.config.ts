import { configSection, duration, integer, ServiceConfig } from '../config/index.js'

/** For whoever tells a load balancer to look at this server every second or so. */
const SHUTDOWN_DELAY_MS = 2_000

/** The HTTP server itself. */
export class HttpConfig extends configSection(
  'http',
  {
    shutdownDelayMs: duration({
      env: 'PDS_SHUTDOWN_DELAY_MS',
      max: 60_000,
      defaultHelp: `0 with an http:// URL, else ${SHUTDOWN_DELAY_MS}`,
      help: 'How long a server which is told to stop still takes requests, while it says that it is not ready any more (ms).',
    }),
    drainMs: duration({
      env: 'PDS_SHUTDOWN_DRAIN_MS',
      default: 10_000,
      max: 600_000,
      help: 'Longest time that a server which is told to stop waits for requests under way (ms).',
    }),
    connectionsMax: integer({
      env: 'PDS_CONNECTIONS_MAX',
      default: 10_000,
      min: 1,
      help: 'Most connections of clients at a time, those of firehose subscribers included; more are closed at once.',
    }),
    headersTimeoutMs: duration({
      env: 'PDS_HEADERS_TIMEOUT_MS',
      default: 30_000,
      min: 1_000,
      help: 'Longest time that a client may take to send the head of a request (ms).',
    }),
    requestsInFlightMax: integer({
      env: 'PDS_REQUESTS_IN_FLIGHT_MAX',
      default: 2_000,
      min: 1,
      help: 'With so many requests under way, further ones are answered 503 with retry-after, but for health and administration.',
    }),
    eventLoopDelayMaxMs: duration({
      env: 'PDS_EVENT_LOOP_DELAY_MAX_MS',
      default: 500,
      min: 20,
      help: 'The same when timers of the process have been late by so much on average for some seconds (ms).',
    }),
  },
  {
    derive: (own, section) => {
      const isLocal = section(ServiceConfig).publicUrl.startsWith('http://')
      return { shutdownDelayMs: own.shutdownDelayMs ?? (isLocal ? 0 : SHUTDOWN_DELAY_MS) }
    },
  },
) {}
