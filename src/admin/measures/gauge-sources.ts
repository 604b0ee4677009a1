import { Injectable } from '@nestjs/common'
import { AccountCensus } from '../../account/index.js'
import { JobBoard, type QueueFacts } from '../../jobs/index.js'
import { Reports } from '../../moderation/index.js'
import { EventStore } from '../../sequencer/index.js'
import type { MeasureKey } from './measure-keys.js'

/** What there is of everything, right now, in the service as a whole. */
@Injectable()
export class GaugeSources {
  #head: number | undefined

  constructor(
    private readonly census: AccountCensus,
    private readonly reports: Reports,
    private readonly events: EventStore,
    private readonly jobs: JobBoard,
  ) {}

  async read(): Promise<Map<MeasureKey, number>> {
    const [accounts, { open }, head, queues] = await Promise.all([
      this.census.take(),
      this.reports.count(),
      this.events.lastSeq(),
      this.jobs.queues(),
    ])
    return new Map<MeasureKey, number>([
      ['accounts.total', accounts.total],
      ['accounts.active', accounts.active],
      ['accounts.locked', accounts.locked],
      ['accounts.suspended', accounts.suspended + accounts.takendown],
      ['reports.open', open],
      ['jobs.waiting', sumOf(queues, 'waiting')],
      ['jobs.failed', sumOf(queues, 'failed')],
      ['firehose.events', this.#since(head)],
    ])
  }

  /** Events since the last time that this node was asked; it is asked by turns with others at most at a restart. */
  #since(head: number): number {
    const former = this.#head ?? head
    this.#head = head
    return Math.max(0, head - former)
  }
}

function sumOf(queues: readonly QueueFacts[], state: 'waiting' | 'failed'): number {
  return queues.reduce((sum, { counts }) => sum + counts[state], 0)
}
