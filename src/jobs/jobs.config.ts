import { configSection, duration, enumeration, integer, url } from '../config/index.js'

/** Where queues are kept. */
export class JobsConfig extends configSection(
  'jobs',
  {
    driver: enumeration({
      env: 'PDS_QUEUE_DRIVER',
      values: ['postgres', 'redis'],
      defaultHelp: 'redis if PDS_REDIS_URL is set, else postgres',
      help: 'What keeps the queues of background work. Jobs are not moved when it changes.',
    }),
    redisUrl: url({
      env: 'PDS_REDIS_URL',
      protocols: ['redis:', 'rediss:'],
      secret: true,
      help: 'Redis server: redis://user:password@host:6379/0.',
    }),
    connectionsMax: integer({
      env: 'PDS_QUEUE_CONNECTIONS',
      default: 5,
      min: 3,
      help: 'Most database connections for queues; few are used while little is to be done.',
    }),
    drainMs: duration({
      env: 'PDS_QUEUE_DRAIN_MS',
      default: 10_000,
      help: 'How long a stop waits for jobs under way; others are done after the next start (ms).',
    }),
  },
  {
    derive: (own) => ({ driver: own.driver ?? (own.redisUrl ? 'redis' : 'postgres') }),
    check: (own) =>
      own.driver === 'redis' && !own.redisUrl
        ? ['PDS_REDIS_URL is required with PDS_QUEUE_DRIVER=redis']
        : [],
  },
) {}
