import { configSection, duration, integer } from '../config/index.js'

/** Settings of what relays and other mirrors use. */
export class SyncConfig extends configSection('sync', {
  exportsMax: integer({
    env: 'PDS_SYNC_EXPORTS_MAX',
    default: 4,
    min: 1,
    help: 'Repository exports that run at the same time; each holds a database connection. More wait.',
  }),
  exportMemoryBytes: integer({
    env: 'PDS_SYNC_EXPORT_MEMORY_BYTES',
    default: 32 * 1024 * 1024,
    min: 0,
    help: 'Memory for exports of whole repositories that are kept for those who ask for the same next; 0 keeps none.',
  }),
  exportStallMs: duration({
    env: 'PDS_SYNC_EXPORT_STALL_MS',
    default: 60_000,
    min: 1_000,
    help: 'An export whose client takes nothing for this long is ended (ms).',
  }),
  exportPaceMinBytes: integer({
    env: 'PDS_SYNC_EXPORT_PACE_MIN',
    default: 128 * 1024,
    min: 0,
    help: 'While others wait for an export, those of clients that take less than this are ended, ten seconds after they began (bytes per second).',
  }),
  subscriberBacklogBytes: integer({
    env: 'PDS_SUBSCRIPTION_BACKLOG_BYTES',
    default: 1024 * 1024,
    min: 64 * 1024,
    help: 'Bytes handed to a firehose subscriber ahead of what its connection has taken.',
  }),
  subscriberStallMs: duration({
    env: 'PDS_SUBSCRIPTION_STALL_MS',
    default: 30_000,
    min: 1_000,
    help: 'A subscriber whose connection takes nothing for this long is closed with ConsumerTooSlow (ms).',
  }),
  subscribersMax: integer({
    env: 'PDS_SUBSCRIPTION_MAX',
    default: 1_000,
    min: 1,
    help: 'Firehose subscribers on this node at the same time.',
  }),
  subscribersPerIpMax: integer({
    env: 'PDS_SUBSCRIPTION_MAX_PER_IP',
    default: 200,
    min: 1,
    help: 'Firehose subscribers on this node from one address (of IPv6: one /64) at the same time.',
  }),
  pingMs: duration({
    env: 'PDS_SUBSCRIPTION_PING_MS',
    default: 30_000,
    min: 1_000,
    help: 'How often subscribers are pinged; one that neither answers nor takes anything in between is taken for dead (ms).',
  }),
}) {}
