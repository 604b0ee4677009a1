import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import {
  type Connection,
  type ConnectionHealth,
  Connections,
  ConnectionWatch,
  deadlinesOf,
  newDeadlines,
} from '../../sso/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import type { AttentionDto } from '../overview/overview.dto.js'

/** Connections that do not work, or will not soon: webhooks are told, and whoever looks at the dashboard. */
@Injectable()
export class ConnectionTroubles extends ConnectionWatch {
  constructor(
    private readonly connections: Connections,
    private readonly outbox: WebhookOutbox,
  ) {
    super()
  }

  override async looked(tx: Queryable, connection: Connection, health: ConnectionHealth): Promise<void> {
    const { id: connectionId, name, status, health: former } = connection
    if (status !== 'enabled') return
    if (!health.ok && former?.ok !== false) {
      const data = { connectionId, name, problems: problemsOf(health) }
      await this.outbox.record(tx, { type: 'sso.connection_failing', data })
    }
    for (const { name: check, expiresAt, days } of newDeadlines(health, former)) {
      const data = { connectionId, name, check, expiresAt, days }
      await this.outbox.record(tx, { type: 'sso.connection_expiring', data })
    }
  }

  /** What needs attention, by what was found when connections were looked at last. */
  async attention(): Promise<AttentionDto[]> {
    return (await this.connections.enabled()).flatMap(({ id, name, health }) => {
      if (!health) return []
      const failing: AttentionDto = {
        code: 'connection_failing',
        severity: 'error',
        message: `Nobody can rely on signing in with ${name}: ${problemsOf(health).join('; ')}`,
        params: { id, name, problems: problemsOf(health).join('; ') },
      }
      return [...(health.ok ? [] : [failing]), ...expiring({ id, name }, health)]
    })
  }
}

function problemsOf({ checks }: ConnectionHealth): string[] {
  return checks.filter(({ ok }) => !ok).map(({ name, message }) => `${name}: ${message}`)
}

/** What has ended is a problem already. */
function expiring(
  { id, name: connection }: Pick<Connection, 'id' | 'name'>,
  health: ConnectionHealth,
): AttentionDto[] {
  return deadlinesOf(health)
    .filter(({ days }) => days > 0)
    .map(({ name, expiresAt, days }) => ({
      code: 'connection_expiring',
      severity: days > 1 ? 'warning' : 'error',
      message: `${connection}: ${name} ends on ${expiresAt.slice(0, 10)}`,
      params: { id, name: connection, check: name, at: expiresAt },
    }))
}
