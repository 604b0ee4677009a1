import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { Log } from '../../telemetry/index.js'
import { ConnectionChecks } from './connection-checks.js'
import { Connections } from './connections.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Looks at all connections once a day. */
@Injectable()
export class ConnectionHealthTask extends HousekeepingTask {
  override readonly name = 'health of single sign-on'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly connections: Connections,
    private readonly checks: ConnectionChecks,
    private readonly log: Log,
  ) {
    super()
  }

  /** @returns how many do not work */
  override async run(): Promise<number> {
    let failing = 0
    for (const connection of await this.connections.enabled()) {
      const { ok, checks } = await this.checks.check(connection)
      if (ok) continue
      failing++
      const problems = checks.filter((one) => !one.ok).map(({ name, message }) => `${name}: ${message}`)
      this.log.error(
        { connection: connection.id, problems },
        'a connection to an identity provider does not work',
      )
    }
    return failing
  }
}
