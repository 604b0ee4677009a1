import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { ScimConfig } from '../scim.config.js'
import { ScimUserStore } from '../users/scim-user.store.js'

const PERCENT = 100

/** How many may leave within which time. */
@Injectable()
export class LeaverLimit {
  constructor(
    private readonly users: ScimUserStore,
    private readonly config: ScimConfig,
    private readonly clock: Clock,
  ) {}

  now(): Date {
    return new Date(this.clock.nowMs())
  }

  /** From when on those who left count. */
  since(resumedAt: Date | undefined): Date {
    const windowStartMs = this.clock.nowMs() - this.config.leaversWindowMs
    return new Date(Math.max(windowStartMs, resumedAt?.getTime() ?? 0))
  }

  /** How many people of a connection may leave within the window. @param left those who have: they were there as well */
  async of(on: Queryable, connectionId: string, left: number): Promise<number> {
    const { leaversMax, leaversPercentMax, leaversAlways } = this.config
    const all = (await this.users.countActive(on, connectionId)) + left
    const part = Math.floor((all * leaversPercentMax) / PERCENT)
    return Math.min(leaversMax, Math.max(leaversAlways, part))
  }
}
