import { Injectable } from '@nestjs/common'
import { EventStore } from '../../sequencer/index.js'
import { FirehoseAudience, RelayFindings } from '../../sync/index.js'
import type { MeasureKey } from './measure-keys.js'

/** How the network keeps up with this service, right now: those who read events, and relays. */
@Injectable()
export class NetworkGauges {
  constructor(
    private readonly audience: FirehoseAudience,
    private readonly events: EventStore,
    private readonly findings: RelayFindings,
  ) {}

  /** What relays say is there only if one was asked. */
  async read(): Promise<[MeasureKey, number][]> {
    const [readers, head, relays, throttled] = await Promise.all([
      this.audience.all(),
      this.events.lastSeq(),
      this.findings.relays(),
      this.findings.withheldCount(),
    ])
    const lags = relays.flatMap(({ lag }) => (lag === undefined ? [] : [lag]))
    return [
      ['firehose.subscribers', readers.length],
      ['firehose.lagMax', Math.max(0, ...readers.map(({ position }) => head - position))],
      ['accounts.throttled', throttled],
      ...(lags.length > 0 ? [['relay.lag', Math.max(...lags)] as [MeasureKey, number]] : []),
    ]
  }
}
