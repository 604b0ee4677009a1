import type { ClientConfig } from 'pg'
import type { DatabaseConfig } from './database.config.js'

/** What every connection of ours begins with. */
export function sessionSettings(config: DatabaseConfig): ClientConfig {
  return {
    application_name: 'guildhall',
    connectionTimeoutMillis: config.connectTimeoutMs,
    statement_timeout: config.statementTimeoutMs,
    idle_in_transaction_session_timeout: config.idleTransactionTimeoutMs,
    // Left out when it says nothing new: connection poolers refuse options.
    ...(config.synchronousCommit === 'on'
      ? {}
      : { options: `-c synchronous_commit=${config.synchronousCommit}` }),
  }
}
