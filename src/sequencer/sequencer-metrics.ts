import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { Log, Metrics } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { Sequencer } from './sequencer.js'

/** More waiting events than this are not counted one by one. */
const PENDING_COUNTED_MAX = 100_000

/** Ids rise with time, so the first one is the oldest. */
const PENDING = `
  SELECT (SELECT count(*) FROM (SELECT FROM event_pending LIMIT ${PENDING_COUNTED_MAX}) some)::int4 AS events,
         coalesce((SELECT extract(epoch FROM now() - event.created_at)::float8
                     FROM (SELECT event_id FROM event_pending ORDER BY event_id LIMIT 1) first
                     JOIN repo_event event ON event.id = first.event_id), 0) AS age_s`

interface Pending {
  events: number
  age_s: number
}

/** Shows how the event log fares. */
@Injectable()
export class SequencerMetrics {
  #looking: Promise<Pending> | undefined

  constructor(
    metrics: Metrics,
    sequencer: Sequencer,
    feed: EventFeed,
    private readonly db: Database,
    private readonly log: Log,
  ) {
    metrics.expose(
      'pds_sequencer_delay_seconds',
      'Time from the moment that the sequencer heard of an event to its number.',
      sequencer.delays,
    )
    metrics.total(
      'pds_sequencer_events_total',
      'Events numbered by this node.',
      () => sequencer.numbered.total,
    )
    metrics.level('pds_sequencer_leading', 'Whether this node is the sequencer.', () =>
      Number(sequencer.leading),
    )
    metrics.level(
      'pds_sequencer_last_seq',
      'The newest sequence number that this node knows.',
      () => feed.lastSeq,
    )
    metrics.level(
      'pds_sequencer_pending_events',
      'Events of all nodes that wait for their numbers.',
      async () => (await this.#pending()).events,
    )
    metrics.level(
      'pds_sequencer_pending_age_seconds',
      'Age of the oldest event of all nodes that waits for its number; 0 if none waits.',
      async () => (await this.#pending()).age_s,
    )
  }

  /** Looked for once for all that are asked for at the same time. */
  #pending(): Promise<Pending> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined))
    return this.#looking
  }

  /** While the database is away there is no number. */
  async #look(): Promise<Pending> {
    try {
      const { rows } = await this.db.query<Pending>({ text: PENDING })
      return rows[0]!
    } catch (error) {
      this.log.debug({ err: error }, 'waiting events could not be counted')
      return { events: NaN, age_s: NaN }
    }
  }
}
