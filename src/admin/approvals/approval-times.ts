import { Injectable } from '@nestjs/common'
import { TimedId } from '../api/timed-id.js'
import { ApprovalsConfig } from './approvals.config.js'

/** When approvals are asked for, and until when they wait. */
@Injectable()
export class ApprovalTimes {
  constructor(
    private readonly ids: TimedId,
    private readonly config: ApprovalsConfig,
  ) {}

  nextId(): string {
    return this.ids.next()
  }

  now(): Date {
    return new Date(this.ids.nowMs())
  }

  /** Until when something waits that is asked for at this moment. */
  expiry(): Date {
    return new Date(this.ids.nowMs() + this.config.waitMs)
  }
}
