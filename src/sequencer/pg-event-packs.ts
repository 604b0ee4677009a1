import { Injectable } from '@nestjs/common'
import { Database, int8Array, textArray, type Tx, UnitOfWork } from '../database/index.js'
import { faultPoint, Metrics, Tally } from '../telemetry/index.js'
import { didsOf, packEvents, type PackedEvent, unpackEvents } from './event-packing.js'
import { PAGE_EVENTS } from './event.store.js'
import { EVENTS_PURGED } from './pg-event.store.js'
import { WORDS_BEFORE_PACKS } from './release-before-packs.js'

/** A pack is made of at most this many bytes of frames, or of one frame: large ones make several packs of a page. */
const BYTES_MAX = 4 * 1024 * 1024

/**
 * The oldest events that are not packed, as far as their page goes. None while a node of the release before is
 * connected, which would not find what is packed.
 */
const PICK = `
  SELECT seq, did, frame, seq_offset, floor(extract(epoch FROM sequenced_at) * 1000)::float8 AS time_ms FROM (
    SELECT place.seq, place.sequenced_at, event.did, event.frame, event.seq_offset,
           sum(octet_length(event.frame)) OVER (ORDER BY place.seq) - octet_length(event.frame) AS bytes_before
      FROM (SELECT seq, event_id, sequenced_at FROM event_seq
             WHERE seq <= least($1::int8, (SELECT ((min(seq) - 1) / ${PAGE_EVENTS} + 1) * ${PAGE_EVENTS} FROM event_seq))
             ORDER BY seq LIMIT ${PAGE_EVENTS}) place
      JOIN repo_event event ON event.id = place.event_id) run
   WHERE bytes_before < ${BYTES_MAX}
     AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = ANY ($2::text[]))
   ORDER BY seq`

/**
 * Instead of their rows. `pruned_seq` is what the release before goes by: should it be started again, it tells its
 * subscribers that it does not have these events.
 */
const STORE = `
  WITH pack AS (
    INSERT INTO event_pack (last_seq, first_seq, last_at, events, dids, body)
    VALUES ($1::int8, $2::int8, to_timestamp($3::float8 / 1000), $4::int4, $5::text[], $6::bytea)),
  places AS (DELETE FROM event_seq WHERE seq = ANY ($7::int8[]) RETURNING event_id),
  gone AS (DELETE FROM repo_event USING places WHERE id = event_id RETURNING id),
  mark AS (
    UPDATE sequencer_state
       SET removed_seq = coalesce(removed_seq, pruned_seq), pruned_seq = greatest(pruned_seq, $1::int8)
     WHERE id = 1)
  SELECT count(*)::int4 AS gone FROM gone`

const PICK_PURGED = `
  SELECT last_seq, purged_dids, body FROM event_pack WHERE purged_dids <> '{}'
   ORDER BY last_seq LIMIT 1 FOR UPDATE`

const REPLACE = `
  UPDATE event_pack SET events = $2::int4, dids = $3::text[], purged_dids = '{}', body = $4::bytea WHERE last_seq = $1::int8`

/** Events that were picked are not what they were: purged, pruned, or packed by somebody else. Nothing was changed. */
class EventsChanged extends Error {
  constructor() {
    super('events have changed while they were packed')
  }
}

interface PickedRow {
  seq: number
  did: string
  frame: Buffer
  seq_offset: number
  time_ms: number
}

interface PurgedRow {
  last_seq: number
  purged_dids: string[]
  body: Buffer
}

/** Makes packs of numbered events: rows of `event_pack`. Whoever reads the log gets the same before and after. */
@Injectable()
export class PgEventPacks {
  readonly #packed = new Tally()

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    metrics: Metrics,
  ) {
    metrics.total(
      'pds_sequencer_packed_events_total',
      'Events that this node has packed.',
      () => this.#packed.total,
    )
  }

  /**
   * Packs the oldest events with numbers up to `upTo`, at most a page.
   * @returns how many; 0 when there is nothing to be packed at the moment
   */
  async pack(upTo: number): Promise<number> {
    const { rows } = await this.db.query<PickedRow>({
      name: 'event-pack-pick',
      text: PICK,
      values: [upTo, textArray(WORDS_BEFORE_PACKS)],
      binary: true,
    })
    const events = rows.map(toEvent)
    if (events.length === 0) return 0
    const pack = await packEvents(events)
    await this.work.run((tx) => store(tx, events, pack))
    this.#packed.add(events.length)
    return events.length
  }

  /** Makes one pack anew from which events were purged, without them. @returns whether there was one */
  remake(): Promise<boolean> {
    return this.work.run(async (tx) => {
      const { rows } = await tx.query<PurgedRow>({ text: PICK_PURGED })
      const [pack] = rows
      if (pack) await remake(tx, pack)
      return pack !== undefined
    })
  }

  /** Calls `hear` when packs have to be made anew, until the returned function is called. */
  onPurged(hear: () => void): Promise<() => Promise<void>> {
    return this.db.listen(EVENTS_PURGED, hear)
  }
}

async function store(tx: Tx, events: readonly PackedEvent[], pack: Buffer): Promise<void> {
  const [first, last] = [events[0]!, events.at(-1)!]
  const { rows } = await tx.query<{ gone: number }>({
    name: 'event-pack-store',
    text: STORE,
    values: [
      last.seq,
      first.seq,
      last.timeMs,
      events.length,
      textArray(didsOf(events)),
      pack,
      int8Array(events.map(({ seq }) => seq)),
    ],
  })
  if (rows[0]!.gone !== events.length) throw new EventsChanged()
  faultPoint('event-pack-uncommitted')
}

async function remake(tx: Tx, { last_seq: lastSeq, purged_dids: purged, body }: PurgedRow): Promise<void> {
  const gone = new Set(purged)
  const kept = (await unpackEvents(body)).filter(({ did }) => !gone.has(did))
  if (kept.length === 0) {
    await tx.query({ text: `DELETE FROM event_pack WHERE last_seq = $1::int8`, values: [lastSeq] })
    return
  }
  const values = [lastSeq, kept.length, textArray(didsOf(kept)), await packEvents(kept)]
  await tx.query({ text: REPLACE, values })
}

function toEvent(row: PickedRow): PackedEvent {
  return { seq: row.seq, did: row.did, frame: row.frame, seqOffset: row.seq_offset, timeMs: row.time_ms }
}
