import { Injectable } from '@nestjs/common'
import { AccountCensus } from '../../account/index.js'
import { Reports } from '../../moderation/index.js'
import { EventStore } from '../../sequencer/index.js'
import type { MeasureKey } from './measure-keys.js'

/** What there is of accounts, reports and events, right now, in the service as a whole. */
@Injectable()
export class GaugeSources {
  #head: number | undefined

  constructor(
    private readonly census: AccountCensus,
    private readonly reports: Reports,
    private readonly events: EventStore,
  ) {}

  async read(): Promise<[MeasureKey, number][]> {
    const [accounts, { open }, head] = await Promise.all([
      this.census.take(),
      this.reports.count(),
      this.events.lastSeq(),
    ])
    return [
      ['accounts.total', accounts.total],
      ['accounts.active', accounts.active],
      ['accounts.locked', accounts.locked],
      ['accounts.suspended', accounts.suspended + accounts.takendown],
      ['reports.open', open],
      ['firehose.events', this.#since(head)],
    ]
  }

  /** Events since the last time that this node was asked; it is asked by turns with others at most at a restart. */
  #since(head: number): number {
    const former = this.#head ?? head
    this.#head = head
    return Math.max(0, head - former)
  }
}
