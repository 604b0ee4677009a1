import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { BackgroundGauges } from './background-gauges.js'
import { GaugeSources } from './gauge-sources.js'
import { MeasureStore } from './measure.store.js'
import { NetworkGauges } from './network-gauges.js'

const MINUTE_MS = 60_000

/** Writes down every minute how much there is of everything. */
@Injectable()
export class GaugeSampling extends HousekeepingTask {
  override readonly name = 'measures'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly sources: GaugeSources,
    private readonly network: NetworkGauges,
    private readonly background: BackgroundGauges,
    private readonly store: MeasureStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of measures that were written. */
  override async run(): Promise<number> {
    const found = await Promise.all([this.sources.read(), this.network.read(), this.background.read()])
    const measured = new Map(found.flat())
    await this.store.add(measured, this.clock.nowMs())
    return measured.size
  }
}
