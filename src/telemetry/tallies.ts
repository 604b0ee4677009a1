import { HeldSeries, type Sample } from './held-series.js'
import { Tally } from './tally.js'

/** Numbers that only go up, by labels: a counter of Prometheus. */
export class Tallies extends HeldSeries<Tally> {
  override readonly type = 'counter'

  protected override make(): Tally {
    return new Tally()
  }

  protected override print(_name: string, labels: Record<string, string>, { total }: Tally): Sample[] {
    return [{ labels, value: total }]
  }
}
