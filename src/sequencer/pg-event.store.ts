import { Injectable } from '@nestjs/common'
import { byteaArray, Database, int4Array, type Queryable, textArray } from '../database/index.js'
import { EventStore, type NewEvent, type SequencedEvent } from './event.store.js'

/** Channel on which the sequencer tells the nodes that numbers were given; the payload is the highest one. */
export const EVENTS_SEQUENCED = 'events_sequenced'

/** Channel on which nodes learn that events were purged, so that they keep none of them in memory; the payload is the DID. */
export const EVENTS_PURGED = 'events_purged'

const APPEND = `
  WITH event AS (
    INSERT INTO repo_event (did, kind, frame, seq_offset)
    SELECT did, kind, frame, seq_offset
      FROM unnest($1::text[], $2::int4[], $3::bytea[], $4::int4[]) WITH ORDINALITY
        AS new (did, kind, frame, seq_offset, place)
     ORDER BY place
    RETURNING id)
  INSERT INTO event_pending (event_id) SELECT id FROM event`

/*
 * One statement numbers a batch. Taking the rows out of event_pending makes the batch exclusive, the counter row
 * serializes whoever else might try, and the numbers follow the order of the event ids, which within one
 * repository is the order of its commits: the id is drawn while the commit holds the repository's row.
 */
const ASSIGN = `
  WITH picked AS (
    DELETE FROM event_pending
     WHERE event_id IN (SELECT event_id FROM event_pending ORDER BY event_id LIMIT $1)
    RETURNING event_id),
  counter AS (
    UPDATE sequencer_state
       SET last_seq = last_seq + (SELECT count(*) FROM picked)
     WHERE id = 1 AND EXISTS (SELECT FROM picked)
    RETURNING last_seq - (SELECT count(*) FROM picked) AS base),
  numbered AS (
    INSERT INTO event_seq (seq, event_id)
    SELECT counter.base + row_number() OVER (ORDER BY picked.event_id), picked.event_id
      FROM picked, counter
    RETURNING seq, event_id),
  told AS (
    SELECT pg_notify('${EVENTS_SEQUENCED}', max(seq)::text) FROM numbered HAVING count(*) > 0)
  SELECT numbered.seq, event.frame, event.seq_offset, (SELECT count(*) FROM told) AS told
    FROM numbered JOIN repo_event event ON event.id = numbered.event_id
   ORDER BY numbered.seq`

const PAGE = `
  SELECT place.seq, event.frame, event.seq_offset
    FROM event_seq place JOIN repo_event event ON event.id = place.event_id
   WHERE place.seq > $1::int8 AND place.seq <= $2::int8
   ORDER BY place.seq LIMIT $3::int4`

/** @param isOld condition with $1 on the place of an event */
const prune = (isOld: string) => `
  WITH old AS (
    SELECT seq, event_id FROM event_seq
     WHERE seq IN (SELECT seq FROM event_seq ORDER BY seq LIMIT $2::int4) AND ${isOld}),
  places AS (DELETE FROM event_seq WHERE seq IN (SELECT seq FROM old)),
  events AS (DELETE FROM repo_event WHERE id IN (SELECT event_id FROM old)),
  mark AS (
    UPDATE sequencer_state SET pruned_seq = greatest(pruned_seq, (SELECT max(seq) FROM old))
     WHERE id = 1 AND EXISTS (SELECT FROM old))
  SELECT count(*)::int4 AS pruned FROM old`
const PRUNE = prune('sequenced_at < to_timestamp($1::float8 / 1000)')
const PRUNE_TO = prune('event_id <= $1::int8')

/* The table is never smaller than what is in it, so most of the time nothing has to be added up. */
const OVERFLOW = `
  SELECT id FROM (
    SELECT id, sum(octet_length(frame)) OVER (ORDER BY id DESC ROWS UNBOUNDED PRECEDING) AS bytes
      FROM repo_event) kept
   WHERE pg_total_relation_size('repo_event') > $1::int8 AND bytes > $1::int8
   ORDER BY id DESC LIMIT 1`

/*
 * In three statements, so that each sees what was committed before it. What the sequencer is about to number is taken
 * from it first: it either numbered an event before the next statement looks, or finds it gone.
 */
const PURGE = [
  `DELETE FROM event_pending WHERE event_id IN (SELECT id FROM repo_event WHERE did = $1)`,
  `DELETE FROM event_seq WHERE event_id IN (SELECT id FROM repo_event WHERE did = $1)`,
  `WITH gone AS (DELETE FROM repo_event WHERE did = $1) SELECT pg_notify('${EVENTS_PURGED}', $1)`,
]

interface EventRow {
  seq: number
  frame: Buffer
  seq_offset: number
}

/** The event log in PostgreSQL: `repo_event`, `event_pending`, `event_seq`, `sequencer_state`. */
@Injectable()
export class PgEventStore extends EventStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async append(tx: Queryable, events: readonly NewEvent[]): Promise<void> {
    await tx.query({
      name: 'event-append',
      text: APPEND,
      values: [
        textArray(events.map((event) => event.did)),
        int4Array(events.map((event) => event.kind)),
        byteaArray(events.map((event) => event.frame)),
        int4Array(events.map((event) => event.seqOffset)),
      ],
    })
  }

  override async assign(leader: Queryable, limit: number): Promise<SequencedEvent[]> {
    const { rows } = await leader.query<EventRow>({
      name: 'event-assign',
      text: ASSIGN,
      values: [limit],
      binary: true,
    })
    return rows.map(toEvent)
  }

  override async page(after: number, upTo: number, limit: number): Promise<SequencedEvent[]> {
    const { rows } = await this.db.query<EventRow>({
      name: 'event-page',
      text: PAGE,
      values: [after, upTo, limit],
      binary: true,
    })
    return rows.map(toEvent)
  }

  override lastSeq(): Promise<number> {
    return this.#number('SELECT last_seq AS value FROM sequencer_state WHERE id = 1')
  }

  override prunedSeq(): Promise<number> {
    return this.#number('SELECT pruned_seq AS value FROM sequencer_state WHERE id = 1')
  }

  override async next(after: number): Promise<{ seq: number; timeMs: number } | undefined> {
    const { rows } = await this.db.query<{ seq: number; time_ms: number }>({
      text: `SELECT seq, (extract(epoch FROM sequenced_at) * 1000)::float8 AS time_ms
               FROM event_seq WHERE seq > $1::int8 ORDER BY seq LIMIT 1`,
      values: [after],
    })
    return rows[0] && { seq: rows[0].seq, timeMs: rows[0].time_ms }
  }

  override async firstSince(timeMs: number): Promise<number | undefined> {
    const { rows } = await this.db.query<{ seq: number }>({
      text: `SELECT seq FROM event_seq WHERE sequenced_at >= to_timestamp($1::float8 / 1000) ORDER BY seq LIMIT 1`,
      values: [timeMs],
    })
    return rows[0]?.seq
  }

  override async prune(timeMs: number, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ pruned: number }>({ text: PRUNE, values: [timeMs, limit] })
    return rows[0]?.pruned ?? 0
  }

  override async overflow(bytesMax: number): Promise<number | undefined> {
    const { rows } = await this.db.query<{ id: number }>({ text: OVERFLOW, values: [bytesMax] })
    return rows[0]?.id
  }

  override async pruneTo(eventId: number, limit: number): Promise<number> {
    const { rows } = await this.db.query<{ pruned: number }>({ text: PRUNE_TO, values: [eventId, limit] })
    return rows[0]?.pruned ?? 0
  }

  override async purge(tx: Queryable, did: string): Promise<void> {
    for (const text of PURGE) await tx.query({ text, values: [did] })
  }

  async #number(text: string): Promise<number> {
    const { rows } = await this.db.query<{ value: number }>({ text })
    return rows[0]?.value ?? 0
  }
}

function toEvent(row: EventRow): SequencedEvent {
  return { seq: row.seq, frame: row.frame, seqOffset: row.seq_offset }
}
