import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Connection, ConnectionHealth } from './connection.js'
import { ConnectionLook } from './connection-look.js'
import { ConnectionStore } from './connection.store.js'

/** Looks whether connections would work, before somebody finds out that they do not. */
@Injectable()
export class ConnectionChecks {
  constructor(
    private readonly store: ConnectionStore,
    private readonly look: ConnectionLook,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Looks at a connection, and keeps what was found. @param agent who has asked for it; absent: nobody */
  async check(connection: Connection, agent?: Agent): Promise<ConnectionHealth> {
    const checks = await this.look.checks(connection)
    const ok = checks.length > 0 && checks.every((one) => one.ok)
    const health = { at: this.clock.nowIso(), ok, checks }
    await this.work.run(async (tx) => {
      await this.store.noteHealth(tx, connection.id, health)
      await this.look.tell(tx, connection, health)
      const target = { type: 'connection', id: connection.id }
      if (agent) await this.audit.record(tx, agent, { action: 'connection.check', target, after: { ok } })
    })
    return health
  }
}
