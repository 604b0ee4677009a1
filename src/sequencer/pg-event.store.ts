import { Injectable } from '@nestjs/common'
import { byteaArray, Database, int4Array, type Queryable, textArray } from '../database/index.js'
import { type PackedEvent, unpackEvents } from './event-packing.js'
import { EventStore, type NewEvent, PAGE_EVENTS, type SequencedEvent } from './event.store.js'

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

/** Packs that one statement reads at most: a page is in one, unless its frames are large. */
const PACKS_READ = 2

/*
 * Events and packs of one moment: whatever is packed meanwhile is in either the ones or the others. A pack has no more
 * numbers than a page, which bounds where to look for it.
 */
const READ = `
  (SELECT last_seq AS seq, body AS frame, NULL::int4 AS seq_offset, NULL::float8 AS time_ms,
          array_to_string(purged_dids, ' ') AS purged
     FROM event_pack
    WHERE last_seq > $1::int8 AND last_seq < $2::int8 + ${PAGE_EVENTS} AND first_seq <= $2::int8
    ORDER BY last_seq LIMIT ${PACKS_READ})
  UNION ALL
  (SELECT place.seq, event.frame, event.seq_offset, (extract(epoch FROM place.sequenced_at) * 1000)::float8, NULL
     FROM event_seq place JOIN repo_event event ON event.id = place.event_id
    WHERE place.seq > $1::int8 AND place.seq <= $2::int8
    ORDER BY place.seq LIMIT $3::int4)
  ORDER BY seq`

/* Where to begin to look: the pack may have older ones, too. */
const SINCE = `
  SELECT least(
    (SELECT first_seq FROM event_pack WHERE last_at >= to_timestamp($1::float8 / 1000) ORDER BY last_seq LIMIT 1),
    (SELECT seq FROM event_seq WHERE sequenced_at >= to_timestamp($1::float8 / 1000) ORDER BY seq LIMIT 1)) - 1 AS after`

const MARK_REMOVED = `
  UPDATE sequencer_state
     SET pruned_seq = greatest(pruned_seq, (SELECT max(seq) FROM old)),
         removed_seq = CASE WHEN removed_seq IS NOT NULL THEN greatest(removed_seq, (SELECT max(seq) FROM old)) END
   WHERE id = 1 AND EXISTS (SELECT FROM old)`

/** @param isOld condition with $1 on the last event of a pack */
const prunePacks = (isOld: string) => `
  WITH old AS (
    SELECT last_seq AS seq, events FROM (
      SELECT *, sum(events) OVER (ORDER BY last_seq) AS events_so_far, row_number() OVER (ORDER BY last_seq) AS place
        FROM (SELECT last_seq, last_at, events FROM event_pack ORDER BY last_seq LIMIT $2::int4) oldest) counted
     WHERE ${isOld} AND (place = 1 OR events_so_far <= $2::int4)),
  packs AS (DELETE FROM event_pack WHERE last_seq IN (SELECT seq FROM old)),
  mark AS (${MARK_REMOVED})
  SELECT coalesce(sum(events), 0)::int4 AS pruned FROM old`

/** @param isOld condition with $1 on the place of an event */
const pruneEvents = (isOld: string) => `
  WITH old AS (
    SELECT seq, event_id FROM event_seq
     WHERE seq IN (SELECT seq FROM event_seq ORDER BY seq LIMIT $2::int4) AND ${isOld}),
  places AS (DELETE FROM event_seq WHERE seq IN (SELECT seq FROM old)),
  events AS (DELETE FROM repo_event WHERE id IN (SELECT event_id FROM old)),
  mark AS (${MARK_REMOVED})
  SELECT count(*)::int4 AS pruned FROM old`

const PRUNE = [
  prunePacks('last_at < to_timestamp($1::float8 / 1000)'),
  pruneEvents('sequenced_at < to_timestamp($1::float8 / 1000)'),
]
const PRUNE_TO = [prunePacks('last_seq <= $1::int8'), pruneEvents('seq <= $1::int8')]

/* Tables are never smaller than what is in them, so most of the time nothing has to be added up. */
const OVERFLOW = `
  SELECT seq FROM (
    SELECT seq, sum(bytes) OVER (ORDER BY seq DESC ROWS UNBOUNDED PRECEDING) AS bytes FROM (
      SELECT last_seq AS seq, octet_length(body) AS bytes FROM event_pack
      UNION ALL
      SELECT place.seq, octet_length(event.frame) FROM event_seq place JOIN repo_event event ON event.id = place.event_id
    ) sizes) kept
   WHERE pg_total_relation_size('repo_event') + pg_total_relation_size('event_pack') > $1::int8 AND bytes > $1::int8
   ORDER BY seq DESC LIMIT 1`

/*
 * In several statements, so that each sees what was committed before it. What the sequencer is about to number is taken
 * from it first: it either numbered an event before the next statement looks, or finds it gone. What is about to be
 * packed likewise: whoever packs it has done so before the last statement looks, or finds it gone.
 */
const PURGE = [
  `DELETE FROM event_pending WHERE event_id IN (SELECT id FROM repo_event WHERE did = $1)`,
  `DELETE FROM event_seq WHERE event_id IN (SELECT id FROM repo_event WHERE did = $1)`,
  `DELETE FROM repo_event WHERE did = $1`,
  `WITH gone AS (
     UPDATE event_pack SET purged_dids = array_append(purged_dids, $1::text) WHERE dids @> ARRAY[$1::text])
   SELECT pg_notify('${EVENTS_PURGED}', $1)`,
]

type TimedEvent = SequencedEvent & Pick<PackedEvent, 'timeMs'>

interface EventRow {
  seq: number
  frame: Buffer
  seq_offset: number
}

/** An event of its own, or a pack: that has no `time_ms`, its last number, and a body in place of a frame. */
interface ReadRow extends EventRow {
  time_ms: number | null
  /** DIDs, separated by spaces */
  purged: string | null
}

/**
 * The event log in PostgreSQL: `repo_event` and `event_pending`, `event_seq` for numbered events, `event_pack` for what
 * {@link PgEventPacks} makes of these, `sequencer_state`.
 */
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
    const events = await this.#read(after, upTo, limit)
    return events.map(({ seq, frame, seqOffset }) => ({ seq, frame, seqOffset }))
  }

  override lastSeq(): Promise<number> {
    return this.#number('SELECT last_seq AS value FROM sequencer_state WHERE id = 1')
  }

  override prunedSeq(): Promise<number> {
    return this.#number('SELECT coalesce(removed_seq, pruned_seq) AS value FROM sequencer_state WHERE id = 1')
  }

  override async next(after: number): Promise<{ seq: number; timeMs: number } | undefined> {
    const [event] = await this.#read(after, Number.MAX_SAFE_INTEGER, 1)
    return event && { seq: event.seq, timeMs: event.timeMs }
  }

  override async firstSince(timeMs: number): Promise<number | undefined> {
    const { rows } = await this.db.query<{ after: number | null }>({ text: SINCE, values: [timeMs] })
    for (let after = rows[0]!.after; after !== null;) {
      const events = await this.#read(after, Number.MAX_SAFE_INTEGER, PAGE_EVENTS)
      const found = events.find((event) => event.timeMs >= timeMs)
      if (found) return found.seq
      after = events.at(-1)?.seq ?? null
    }
    return undefined
  }

  override prune(timeMs: number, limit: number): Promise<number> {
    return this.#prune(PRUNE, timeMs, limit)
  }

  override async overflow(bytesMax: number): Promise<number | undefined> {
    const { rows } = await this.db.query<{ seq: number }>({ text: OVERFLOW, values: [bytesMax] })
    return rows[0]?.seq
  }

  override pruneTo(seq: number, limit: number): Promise<number> {
    return this.#prune(PRUNE_TO, seq, limit)
  }

  override async purge(tx: Queryable, did: string): Promise<void> {
    for (const text of PURGE) await tx.query({ text, values: [did] })
  }

  async #read(after: number, upTo: number, limit: number): Promise<TimedEvent[]> {
    const found: TimedEvent[] = []
    for (let from = after; ;) {
      const { rows } = await this.db.query<ReadRow>({
        name: 'event-read',
        text: READ,
        values: [from, upTo, limit - found.length],
        binary: true,
      })
      const packs = rows.filter(isPack)
      // Behind the last of them there may be more, ahead of the other rows that came along.
      const end = packs.length === PACKS_READ ? packs.at(-1)!.seq : upTo
      const events = await Promise.all(rows.filter(({ seq }) => seq <= end || seq > upTo).map(eventsOf))
      found.push(...events.flat().filter(({ seq }) => seq > from && seq <= upTo))
      if (end >= upTo || found.length >= limit) return found.slice(0, limit)
      from = end
    }
  }

  /** Packs first: what is not packed is younger. */
  async #prune(statements: readonly string[], upTo: number, limit: number): Promise<number> {
    for (const text of statements) {
      const { rows } = await this.db.query<{ pruned: number }>({ text, values: [upTo, limit] })
      if (rows[0]!.pruned > 0) return rows[0]!.pruned
    }
    return 0
  }

  async #number(text: string): Promise<number> {
    const { rows } = await this.db.query<{ value: number }>({ text })
    return rows[0]?.value ?? 0
  }
}

function toEvent(row: EventRow): SequencedEvent {
  return { seq: row.seq, frame: row.frame, seqOffset: row.seq_offset }
}

function isPack(row: ReadRow): boolean {
  return row.time_ms === null
}

async function eventsOf(row: ReadRow): Promise<TimedEvent[]> {
  if (!isPack(row)) return [{ ...toEvent(row), timeMs: row.time_ms! }]
  const events = await unpackEvents(row.frame)
  if (!row.purged) return events
  const purged = new Set(row.purged.split(' '))
  return events.filter(({ did }) => !purged.has(did))
}
