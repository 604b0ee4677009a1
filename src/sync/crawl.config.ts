import { configSection, duration, integer, list, ServiceConfig } from '../config/index.js'

const MINUTE_MS = 60_000

/** Settings of how relays are told of this server. */
export class CrawlConfig extends configSection(
  'crawl',
  {
    relays: list({
      env: 'PDS_CRAWLERS',
      default: [],
      help: 'URLs of relays that are asked to crawl this server when there is something new. None with host name localhost, except in development mode.',
      each: (url) => (isUrl(url) ? undefined : 'is not a URL with http: or https:'),
    }),
    intervalMs: duration({
      env: 'PDS_CRAWL_INTERVAL_MS',
      default: 20 * MINUTE_MS,
      min: 1_000,
      help: 'Least time between two requests to a relay; what happens meanwhile is announced at its end (ms).',
    }),
    retryMs: duration({
      env: 'PDS_CRAWL_RETRY_MS',
      default: MINUTE_MS,
      min: 100,
      help: 'When a request to a relay is tried again after a failure; doubled with every further one, up to an hour (ms).',
    }),
    checkIntervalMs: duration({
      env: 'PDS_RELAY_CHECK_INTERVAL_MS',
      default: MINUTE_MS,
      min: 1_000,
      help: 'How often relays are asked whether they keep up and pass all accounts on (ms).',
    }),
    lagMax: integer({
      env: 'PDS_RELAY_LAG_MAX',
      default: 1_000,
      min: 0,
      help: 'Events that a relay may be behind before administrators are told.',
    }),
  },
  {
    derive: (own, section) => {
      const { hostname, devMode, publicUrl } = section(ServiceConfig)
      // Nobody could reach it.
      const off = hostname === 'localhost' && !devMode
      return {
        relays: off ? [] : [...new Set(own.relays.map((url) => url.replace(/\/+$/, '')))],
        /** How relays find this server: its host name, with the port where that is not the usual one. */
        host: new URL(publicUrl).host,
      }
    },
  },
) {}

function isUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}
