import { Injectable } from '@nestjs/common'
import { MailConfig } from '../../mail/index.js'
import { Clock } from '../../telemetry/index.js'
import type { MeasureKey } from '../measures/measure-keys.js'
import { MeasureStore } from '../measures/measure.store.js'
import type { HealthPartDto, HealthState } from './health.dto.js'

const LATELY_MS = 15 * 60_000

/** How dealings with others went of late: nobody is asked anything for that. */
@Injectable()
export class RecentDealings {
  constructor(
    private readonly store: MeasureStore,
    private readonly mail: MailConfig,
    private readonly clock: Clock,
  ) {}

  /** The PLC directory and the SMTP server. */
  async look(): Promise<HealthPartDto[]> {
    const nowMs = this.clock.nowMs()
    const keys: MeasureKey[] = ['plc.requests', 'plc.failures', 'email.sent', 'email.failed']
    const points = await this.store.read(keys, 'minute', {
      from: new Date(nowMs - LATELY_MS),
      to: new Date(nowMs),
    })
    const sum = (key: MeasureKey) =>
      points.reduce((total, point) => (point.key === key ? total + point.value : total), 0)
    const failures = sum('plc.failures')
    return [
      { part: 'plc', state: stateOf(sum('plc.requests') - failures, failures) },
      { part: 'mail', state: this.mail.smtpUrl ? stateOf(sum('email.sent'), sum('email.failed')) : 'unset' },
    ]
  }
}

/** One failure among others is that of a moment. */
function stateOf(succeeded: number, failed: number): HealthState {
  if (succeeded === 0 && failed === 0) return 'quiet'
  return failed > succeeded ? 'problem' : 'ok'
}
