import { configSection, enumeration, secretString, string } from '../../config/index.js'
import { DatabaseConfig } from '../../database/index.js'
import { JobsConfig } from '../../jobs/index.js'

/** Where calls are counted. */
export class RateLimitStoreConfig extends configSection(
  'rate limit store',
  {
    store: enumeration({
      env: 'PDS_RATE_LIMIT_STORE',
      values: ['memory', 'postgres', 'redis'],
      defaultHelp: 'redis if one is set, postgres with an external database, else memory',
      help: 'What keeps the counts of rate limits. Several nodes count together in postgres or redis only.',
    }),
    scratchAddress: string({
      env: 'PDS_REDIS_SCRATCH_ADDRESS',
      defaultHelp: 'PDS_REDIS_URL',
      help: 'Redis server for counts, as host:port.',
    }),
    scratchPassword: secretString({
      env: 'PDS_REDIS_SCRATCH_PASSWORD',
      help: 'Password of that server.',
    }),
  },
  {
    derive: (own, section) => {
      const redisUrl = scratchUrl(own) ?? section(JobsConfig).redisUrl
      const shared = section(DatabaseConfig).url === undefined ? 'memory' : 'postgres'
      return { redisUrl, store: own.store ?? (redisUrl === undefined ? shared : 'redis') }
    },
    check: (own) =>
      own.store === 'redis' && own.redisUrl === undefined
        ? ['PDS_REDIS_SCRATCH_ADDRESS or PDS_REDIS_URL is required with PDS_RATE_LIMIT_STORE=redis']
        : [],
  },
) {}

function scratchUrl(own: {
  scratchAddress: string | undefined
  scratchPassword: string | undefined
}): string | undefined {
  if (own.scratchAddress === undefined) return undefined
  const password = own.scratchPassword === undefined ? '' : `:${encodeURIComponent(own.scratchPassword)}@`
  return `redis://${password}${own.scratchAddress}`
}
