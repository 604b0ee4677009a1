import { boolean, configSection, duration, enumeration, integer, url } from '../config/index.js'

/** Where the database is, and how it is used. */
export class DatabaseConfig extends configSection('database', {
  url: url({
    env: 'PDS_DATABASE_URL',
    protocols: ['postgres:', 'postgresql:'],
    secret: true,
    defaultHelp: 'an embedded PostgreSQL below the data directory',
    help: 'External PostgreSQL 15 to 18 in place of the embedded one: postgres://user:password@host:5432/name.',
  }),
  poolSize: integer({
    env: 'PDS_DATABASE_POOL_SIZE',
    default: 8,
    min: 2,
    max: 500,
    help: 'Connections of this node for requests. A few more serve notifications, sequencing and jobs.',
  }),
  synchronousCommit: enumeration({
    env: 'PDS_DATABASE_SYNCHRONOUS_COMMIT',
    values: ['on', 'off', 'local', 'remote_write', 'remote_apply'],
    default: 'on',
    help: 'With "off", writes are acknowledged before they are on disk: the last ones may be lost in a power cut.',
  }),
  statementTimeoutMs: duration({
    env: 'PDS_DATABASE_STATEMENT_TIMEOUT_MS',
    default: 60_000,
    help: 'Longest time a statement may run; 0 is without limit (ms).',
  }),
  idleTransactionTimeoutMs: duration({
    env: 'PDS_DATABASE_IDLE_TRANSACTION_TIMEOUT_MS',
    default: 60_000,
    help: 'Longest time a transaction may wait for its next statement; 0 is without limit (ms).',
  }),
  connectTimeoutMs: duration({
    env: 'PDS_DATABASE_CONNECT_TIMEOUT_MS',
    default: 10_000,
    help: 'Longest time to wait for a connection (ms).',
  }),
  embeddedSharedBuffersMb: integer({
    env: 'PDS_EMBEDDED_DATABASE_SHARED_BUFFERS_MB',
    default: 64,
    min: 8,
    help: 'Memory of the embedded PostgreSQL for cached pages (MB).',
  }),
  embeddedDurable: boolean({
    env: 'PDS_EMBEDDED_DATABASE_DURABLE',
    default: true,
    help: 'Whether the embedded PostgreSQL waits for the disk. Never turn it off for data that matters.',
  }),
}) {}
