import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Log, Metrics } from '../../telemetry/index.js'
import { LeaverAlarm, type LeaversAlarm } from './leaver-alarm.js'
import { LeaverBreakerStore } from './leaver-breaker.store.js'

/** Says to whomever it concerns that a connection was stopped. */
@Injectable()
export class LeaverAlarms {
  constructor(
    private readonly contributions: Contributions,
    private readonly log: Log,
    store: LeaverBreakerStore,
    metrics: Metrics,
  ) {
    metrics.level(
      'pds_scim_leavers_stopped',
      'Connections of which nobody can leave until an administrator says so',
      () => store.countStopped(),
    )
  }

  /** It is stopped already: whoever cannot be told fails nothing. */
  async raise(alarm: LeaversAlarm): Promise<void> {
    this.log.error(
      { ...alarm },
      'more people than usual were to leave: nobody does until an administrator says so',
    )
    for (const one of this.contributions.of(LeaverAlarm)) {
      try {
        await one.raise(alarm)
      } catch (error) {
        this.log.error(
          { err: error, connectionId: alarm.connectionId },
          'an alarm about people who leave was lost',
        )
      }
    }
  }
}
