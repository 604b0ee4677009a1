import { Injectable } from '@nestjs/common'
import { type Connection, ConnectionInspector, type HealthCheck } from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'
import { ScimTokenStore } from './scim-token.store.js'

/** Looks until when the token of a directory is good: nobody leaves any more when it has ended. */
@Injectable()
export class TokenInspection extends ConnectionInspector {
  constructor(
    private readonly store: ScimTokenStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** The one that lasts longest counts: a directory has one at a time, and gets the next one before it ends. */
  override async inspect({ id }: Connection): Promise<HealthCheck[]> {
    const tokens = (await this.store.list(id)).filter(({ revokedAt }) => revokedAt === undefined)
    const [last] = tokens.sort((one, other) => other.expiresAt.getTime() - one.expiresAt.getTime())
    if (!last) return []
    const isOver = last.expiresAt.getTime() <= this.clock.nowMs()
    const used = last.usedAt ? `used last at ${last.usedAt.toISOString()}` : 'never used'
    const message = `The token "${last.name}" of the directory ${isOver ? 'has ended' : 'is good'}; ${used}.`
    return [{ name: 'directory-token', ok: !isOver, message, expiresAt: last.expiresAt.toISOString() }]
  }
}
