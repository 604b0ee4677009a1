import { Injectable } from '@nestjs/common'
import { Clock } from '../telemetry/index.js'
import { LifecycleConfig } from './lifecycle.config.js'
import { SignUpLimitReached } from './lifecycle.errors.js'
import { SignUpDayStore } from './sign-up-day.store.js'

/** How many may sign up in a day whom nobody has invited. */
@Injectable()
export class SignUpLimit {
  constructor(
    private readonly config: LifecycleConfig,
    private readonly days: SignUpDayStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an account within the limit. Its place is taken before anything is made, so that nothing has to be undone, and
   * given back if nothing comes of it; a node that dies meanwhile keeps it.
   * @throws {SignUpLimitReached} and what `make` throws
   */
  async during<T>(make: () => Promise<T>): Promise<T> {
    const limit = this.config.signUpDailyLimit
    if (limit === undefined) return make()
    const day = this.#today()
    if (!(await this.days.take(day, limit))) throw new SignUpLimitReached()
    try {
      return await make()
    } catch (failure) {
      await this.days.giveBack(day)
      throw failure
    }
  }

  /** How many have signed up today, if nobody else may; undefined if somebody may. */
  async reached(): Promise<number | undefined> {
    const limit = this.config.signUpDailyLimit
    if (limit === undefined) return undefined
    const count = await this.days.countOn(this.#today())
    return count >= limit ? count : undefined
  }

  #today(): string {
    return this.clock.nowIso().slice(0, 10)
  }
}
