import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { AdminEntranceConfig, ServiceConfig } from '../../config/index.js'
import { ConnectionStore, SSO_START_PATH, StartTickets } from '../../sso/index.js'
import { NotThere } from '../admin.errors.js'
import { backToConnection } from '../session/dashboard-back.js'
import type { ConnectionTestDto } from './connections.dto.js'

/** Lets administrators try connections in their browser. */
@Injectable()
export class ConnectionTrials {
  constructor(
    private readonly store: ConnectionStore,
    private readonly tickets: StartTickets,
    private readonly service: ServiceConfig,
    private readonly entrance: AdminEntranceConfig,
    private readonly audit: Audit,
  ) {}

  /** Where somebody tries a connection. @throws {NotThere} */
  async begin(id: string, agent: Agent): Promise<ConnectionTestDto> {
    const connection = await this.store.find(id)
    if (!connection) throw new NotThere('connection')
    await this.audit.note(agent, { action: 'connection.test', target: { type: 'connection', id } })
    const ticket = this.tickets.issue({ purpose: 'test', connectionId: id })
    const query = new URLSearchParams({ ticket, back: backToConnection(this.entrance, id) })
    return { url: `${this.service.publicUrl}${SSO_START_PATH}?${query.toString()}` }
  }
}
