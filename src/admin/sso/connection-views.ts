import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import {
  type Connection,
  ConnectionStore,
  SSO_CALLBACK_PATH,
  type SsoTrace,
  TraceStore,
} from '../../sso/index.js'
import { NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimedId } from '../api/timed-id.js'
import type { ConnectionDto, ConnectionMetadataDto, SsoTraceDto } from './connections.dto.js'

/** What may be asked of the traces of a connection. */
export const TRACE_LIST: ListOptions = { sorts: ['-at'], filters: { outcome: ['done', 'failed'] } }

/** Connections, as administrators see them. */
@Injectable()
export class ConnectionViews {
  constructor(
    private readonly store: ConnectionStore,
    private readonly traces: TraceStore,
    private readonly service: ServiceConfig,
  ) {}

  async list(): Promise<ConnectionDto[]> {
    return (await this.store.list()).map(connectionView)
  }

  /** @throws {NotThere} */
  async find(id: string): Promise<Connection> {
    const found = await this.store.find(id)
    if (!found) throw new NotThere('connection')
    return found
  }

  /** What a provider has to be told of this server. @throws {NotThere} */
  async metadata(id: string): Promise<ConnectionMetadataDto> {
    await this.find(id)
    const { publicUrl } = this.service
    return { redirectUri: `${publicUrl}${SSO_CALLBACK_PATH}`, postLogoutRedirectUri: `${publicUrl}/account` }
  }

  /** The page of traces that is asked for, the latest first. @throws {NotThere} */
  async listTraces(id: string, query: ListQuery): Promise<ListDto<SsoTraceDto>> {
    const { id: connectionId } = await this.find(id)
    const { after, descending, limit } = sliceOf(query)
    const found = await this.traces.list({
      ...{ connectionId, descending, limit, outcome: query.filters.outcome },
      after: after && isTimedId(after.id) ? after.id : undefined,
    })
    return pageOf(query, { found, placeOf: (trace) => ({ value: '', id: trace.id }), show: traceView })
  }
}

/** A connection, without secrets. */
export function connectionView(connection: Connection): ConnectionDto {
  const { id, name, kind, status, issuer, settings, policy, managedBy, health } = connection
  return {
    ...{ id, name, kind, status, issuer, settings, policy, managedBy },
    ...(health && { health: { ...health, checks: [...health.checks] } }),
    createdAt: connection.createdAt.toISOString(),
    updatedAt: connection.updatedAt.toISOString(),
  }
}

function traceView({ id, at, purpose, outcome, code, details }: SsoTrace): SsoTraceDto {
  return { id, at: at.toISOString(), purpose, outcome, ...(code !== undefined && { code }), details }
}
