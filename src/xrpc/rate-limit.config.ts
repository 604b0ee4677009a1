import { isIP } from 'node:net'
import { boolean, configSection, list, secretString } from '../config/index.js'

/** Limits of how often one client may call. */
export class RateLimitConfig extends configSection('rate limits', {
  enabled: boolean({
    env: 'PDS_RATE_LIMITS_ENABLED',
    default: false,
    help: 'Whether calls are limited per address (of IPv6: per /64) and per account.',
  }),
  bypassKey: secretString({
    env: 'PDS_RATE_LIMIT_BYPASS_KEY',
    lengthMin: 16,
    help: 'Requests with this text in the header x-ratelimit-bypass are not limited.',
  }),
  bypassIps: list({
    env: 'PDS_RATE_LIMIT_BYPASS_IPS',
    default: [],
    help: 'Addresses and networks (CIDR) that are not limited: 192.0.2.7,2001:db8::/32.',
    each: problemOf,
  }),
}) {}

function problemOf(item: string): string | undefined {
  const [address = '', prefix, ...rest] = item.split('/')
  const family = isIP(address)
  const bitsMax = family === 4 ? 32 : 128
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bitsMax)
  return family !== 0 && isPrefix && rest.length === 0 ? undefined : 'is neither an address nor a network'
}
