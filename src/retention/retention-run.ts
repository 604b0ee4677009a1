import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { type RetentionRule, RetentionRules } from './retention-rules.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** How much of a class of data goes. */
export interface RetentionStep {
  readonly dataClass: string
  /** what is older goes */
  readonly before: Date
  readonly count: number
}

/** Lets data go whose time is over, every hour and when somebody asks for it. */
@Injectable()
export class RetentionRun extends HousekeepingTask {
  override readonly name = 'retention'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly rules: RetentionRules,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** What would go now. */
  plan(): Promise<RetentionStep[]> {
    return this.#each((data, before) => data.count(before))
  }

  /** Lets it go; gives what went. @param heard called after each class, with how many are done and how many there are */
  override run(heard?: (done: number, total: number) => Promise<void>): Promise<RetentionStep[]> {
    return this.#each((data, before) => data.remove(before), heard)
  }

  async #each(
    step: (data: RetentionRule['data'], before: Date) => Promise<number>,
    heard?: (done: number, total: number) => Promise<void>,
  ): Promise<RetentionStep[]> {
    const due = (await this.rules.all()).filter(({ days }) => days > 0)
    const steps: RetentionStep[] = []
    for (const { data, days } of due) {
      const before = new Date(this.clock.nowMs() - days * DAY_MS)
      steps.push({ dataClass: data.dataClass, before, count: await step(data, before) })
      await heard?.(steps.length, due.length)
    }
    return steps
  }
}
