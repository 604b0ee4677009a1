/** What an operator may choose about the embedded PostgreSQL. */
export interface EmbeddedChoices {
  sharedBuffersMb: number
  /** False gives up all that makes data survive a crash; for tests. */
  durable: boolean
}

/** Most connections at once: the pool of the server, its few sessions of their own, and room for tools. */
const CONNECTIONS_MAX = 100

/**
 * Lean in memory and in background processes: this PostgreSQL serves one application with short statements by
 * key, so parallel plans, compilation of plans, replication and asynchronous reading would only cost.
 */
const LEAN = {
  max_connections: CONNECTIONS_MAX,
  max_worker_processes: 2,
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  max_logical_replication_workers: 0,
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  temp_buffers: '1MB',
} as const

/** Only this server connects, on this machine. */
const PRIVATE = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
} as const

/** No replica reads this log, so it says no more than recovery needs. */
const WRITE_AHEAD_LOG = {
  wal_level: 'minimal',
  max_wal_senders: 0,
  wal_compression: 'off',
  wal_buffers: '4MB',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '10min',
  checkpoint_completion_target: 0.9,
} as const

/** Disks that seek fast; tables that are emptied as fast as they are filled. */
const PLANNING_AND_UPKEEP = {
  random_page_cost: 1.1,
  effective_cache_size: '1GB',
  autovacuum_naptime: '15s',
  autovacuum_max_workers: 2,
  autovacuum_worker_slots: 2,
} as const

const MESSAGES = {
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
} as const

const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } as const
const CARELESS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } as const

/** The server settings, by name. */
export function embeddedSettings(choices: EmbeddedChoices): Record<string, string | number> {
  return {
    ...LEAN,
    ...PRIVATE,
    ...WRITE_AHEAD_LOG,
    ...PLANNING_AND_UPKEEP,
    ...MESSAGES,
    ...(choices.durable ? DURABLE : CARELESS),
    shared_buffers: `${choices.sharedBuffersMb}MB`,
  }
}
