import type { Server } from 'node:http'
import type { Metrics } from '../../telemetry/index.js'
import type { HttpConfig } from '../http.config.js'

/** Limits the connections of a server, and how long a client may take for the head of a request. */
export function limitConnections(server: Server, config: HttpConfig, metrics: Metrics): void {
  let refused = 0
  server.maxConnections = config.connectionsMax
  server.headersTimeout = config.headersTimeoutMs
  server.on('drop', () => refused++)
  metrics.total(
    'pds_connections_refused_total',
    'Connections closed because there were too many.',
    () => refused,
  )
  metrics.level('pds_connections', 'Connections of clients, those of firehose subscribers included.', () =>
    countOf(server),
  )
}

function countOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)))
}
