import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contributions } from '../../src/contributions/index.js'
import type { SequencedEvent } from '../../src/sequencer/index.js'
import { unpackEvents } from '../../src/sequencer/event-packing.js'
import { PAGE_EVENTS } from '../../src/sequencer/event.store.js'
import { PgEventPacks } from '../../src/sequencer/pg-event-packs.js'
import { PgEventStore } from '../../src/sequencer/pg-event.store.js'
import { RoomReclaim } from '../../src/sequencer/room-reclaim.js'
import { WORDS_BEFORE_PACKS } from '../../src/sequencer/release-before-packs.js'
import { Metrics } from '../../src/telemetry/index.js'
import { TestDatabase } from '../support/test-database.js'

const EVERYTHING = Number.MAX_SAFE_INTEGER
/** As on a server that was used for a while: two pages, and some events more. */
const EVENTS = 2 * PAGE_EVENTS + 40
const DIDS = ['did:plc:a', 'did:plc:b', 'did:plc:c']

describe('packs of events', () => {
  let database: TestDatabase
  let store: PgEventStore
  let packs: PgEventPacks
  let count = 0
  beforeEach(async () => {
    count = 0
    database = await TestDatabase.open()
    store = new PgEventStore(database.db)
    packs = new PgEventPacks(database.db, database.work, new Metrics())
  })
  afterEach(() => database?.close())

  const append = (many: number, frameOf = (n: number) => Buffer.from(`frame ${n}`)) =>
    store.append(
      database.db,
      Array.from({ length: many }, () => ({
        did: DIDS[++count % 3]!,
        kind: 1,
        frame: frameOf(count),
        seqOffset: count % 7,
      })),
    )
  const assignAll = () => store.assign(database.db, 10_000)
  const packAll = async (upTo = EVERYTHING) => {
    for (let total = 0; ;) {
      const packed = await packs.pack(upTo)
      if (packed === 0) return total
      total += packed
    }
  }
  const everything = (from = 0) => store.page(from, EVERYTHING, 10_000)
  const seqs = (events: readonly { seq: number }[]) => events.map(({ seq }) => seq)
  const frames = (events: readonly SequencedEvent[]) =>
    events.map(({ frame }) => Buffer.from(frame).toString())
  const counts = async () => {
    const [row] = await database.rows<{ packs: number; places: number; events: number }>(
      `SELECT (SELECT count(*) FROM event_pack) AS packs, (SELECT count(*) FROM event_seq) AS places,
              (SELECT count(*) FROM repo_event) AS events`,
    )
    return row
  }
  const ownerOf = (event: SequencedEvent) => DIDS[Number(Buffer.from(event.frame).toString().slice(6)) % 3]
  const purge = (did: string) => database.work.run((tx) => store.purge(tx, did))
  /** Every `stepMs` an event gets its number, from `startMs` on. */
  const date = (startMs: number, stepMs: number) =>
    database.rows(
      'UPDATE event_seq SET sequenced_at = to_timestamp(($1::float8 + (seq - 1) * $2::float8) / 1000)',
      [startMs, stepMs],
    )

  it('take the place of rows, a page each, and are read as if nothing had happened', async () => {
    await append(EVENTS)
    const events = await assignAll()
    expect(await packAll(2 * PAGE_EVENTS)).toBe(2 * PAGE_EVENTS)
    expect(await counts()).toEqual({ packs: 2, places: 40, events: 40 })
    expect(await everything()).toEqual(events)
    expect([await store.lastSeq(), await store.prunedSeq()]).toEqual([EVENTS, 0])
    for (const [after, upTo, limit] of [
      [0, 250, 250],
      [100, 400, 10],
      [249, 251, 250],
      [260, EVERYTHING, 300],
      [499, 502, 250],
      [EVENTS, EVERYTHING, 250],
      [300, 200, 250],
    ] as const) {
      const expected = events.filter(({ seq }) => seq > after && seq <= upTo).slice(0, limit)
      expect(await store.page(after, upTo, limit)).toEqual(expected)
    }
  })

  it('go on where a page was packed in part', async () => {
    await append(30)
    await assignAll()
    expect(await packAll()).toBe(30)
    await append(PAGE_EVENTS)
    await assignAll()
    expect(await packAll()).toBe(PAGE_EVENTS)
    expect(await counts()).toEqual({ packs: 3, places: 0, events: 0 })
    expect(seqs(await everything())).toEqual(Array.from({ length: PAGE_EVENTS + 30 }, (_, i) => i + 1))
  })

  it('leave alone what has no number', async () => {
    await append(10)
    await assignAll()
    await append(10)
    await packAll()
    expect(await counts()).toEqual({ packs: 1, places: 0, events: 10 })
    expect(seqs(await assignAll())).toEqual(Array.from({ length: 10 }, (_, i) => i + 11))
  })

  it('are several of a page when frames are large, and are read in order all the same', async () => {
    await append(12, () => randomBytes(1_500_000))
    const events = await assignAll()
    await packAll()
    expect((await counts())!.packs).toBe(4)
    const read = await store.page(0, PAGE_EVENTS, PAGE_EVENTS)
    expect(seqs(read)).toEqual(seqs(events))
    expect(read.every(({ frame }, i) => Buffer.from(frame).equals(events[i]!.frame))).toBe(true)
    expect(seqs(await store.page(4, 9, 3))).toEqual([5, 6, 7])
  })

  it('take less room than the events that repeat each other', async () => {
    const common = randomBytes(2_000)
    await append(PAGE_EVENTS, (n) => Buffer.concat([common, Buffer.from(String(n))]))
    await assignAll()
    await packAll()
    const [row] = await database.rows<{ bytes: number }>('SELECT octet_length(body) AS bytes FROM event_pack')
    expect(row!.bytes).toBeLessThan(20_000)
  })

  it('leave room behind that is given back to the file system', async () => {
    await append(10 * PAGE_EVENTS, () => randomBytes(2_500))
    await assignAll()
    const size = async () => {
      const [row] = await database.rows<{ size: number }>(`SELECT pg_table_size('repo_event') AS size`)
      return row!.size
    }
    const before = await size()
    await packAll()
    expect(await size()).toBeGreaterThanOrEqual(before)
    const room = new RoomReclaim(database.db, { of: () => [] } as unknown as Contributions)
    await room.run(false)
    expect(await size()).toBeGreaterThanOrEqual(before)
    await room.run(true)
    expect(await size()).toBeLessThan(before / 20)
    expect(seqs(await everything())).toHaveLength(10 * PAGE_EVENTS)
  })

  it('are found by whose events they have, however many there are', async () => {
    await append(30)
    await assignAll()
    await packAll()
    const plan = await database.work.run(async (tx) => {
      await tx.query({ text: 'SET LOCAL enable_seqscan = off' })
      const { rows } = await tx.query<Record<string, string>>({
        text: `EXPLAIN UPDATE event_pack SET purged_dids = array_append(purged_dids, $1::text) WHERE dids @> ARRAY[$1::text]`,
        values: ['did:plc:a'],
      })
      return rows.map((row) => Object.values(row)[0]).join(' ')
    })
    expect(plan).toContain('event_pack_dids_idx')
  })

  it('know their events by number and by time', async () => {
    await append(EVENTS)
    await assignAll()
    const startMs = Date.UTC(2026, 0, 1)
    await date(startMs, 1_000)
    const at = (seq: number) => startMs + (seq - 1) * 1_000
    await packAll(2 * PAGE_EVENTS)
    for (const seq of [1, 2, 250, 251, 300, 500, 501, EVENTS]) {
      expect(await store.next(seq - 1)).toEqual({ seq, timeMs: at(seq) })
      expect(await store.firstSince(at(seq))).toBe(seq)
      expect(await store.firstSince(at(seq) - 400)).toBe(seq)
    }
    expect(await store.next(EVENTS)).toBeUndefined()
    expect(await store.firstSince(at(EVENTS) + 1)).toBeUndefined()
  })

  it('go as a whole when all that is in them is old', async () => {
    await append(EVENTS)
    await assignAll()
    const startMs = Date.UTC(2026, 0, 1)
    await date(startMs, 1_000)
    await packAll(2 * PAGE_EVENTS)
    const before = startMs + 300_000
    expect(await store.prune(before, 100)).toBe(PAGE_EVENTS)
    expect(await store.prune(before, 100)).toBe(0)
    expect([await store.prunedSeq(), await store.lastSeq()]).toEqual([PAGE_EVENTS, EVENTS])
    expect(await store.next(0)).toMatchObject({ seq: PAGE_EVENTS + 1 })
    expect(await store.prune(startMs + 510_000, 1_000)).toBe(PAGE_EVENTS)
    expect(await store.prune(startMs + 510_000, 1_000)).toBe(10)
    expect(await store.prune(startMs + 510_000, 1_000)).toBe(0)
    expect(await store.prunedSeq()).toBe(510)
    expect(seqs(await everything())).toEqual(Array.from({ length: 30 }, (_, i) => i + 511))
  })

  it('go when they do not fit, the oldest first', async () => {
    await append(EVENTS, () => randomBytes(1_000))
    await assignAll()
    await packAll(2 * PAGE_EVENTS)
    const newest = (await store.overflow(300_000))!
    expect(newest).toBe(PAGE_EVENTS)
    expect(await store.pruneTo(newest, 1_000)).toBe(PAGE_EVENTS)
    expect(await store.pruneTo(newest, 1_000)).toBe(0)
    expect(await store.overflow(300_000)).toBeUndefined()
    expect(await store.prunedSeq()).toBe(PAGE_EVENTS)
  })

  it('count as pruned for the release before, which cannot read them', async () => {
    await append(EVENTS)
    await assignAll()
    await packAll(2 * PAGE_EVENTS)
    const [state] = await database.rows<{ pruned: number }>(
      'SELECT pruned_seq AS pruned FROM sequencer_state WHERE id = 1',
    )
    expect(state!.pruned).toBe(2 * PAGE_EVENTS)
  })

  it.each(WORDS_BEFORE_PACKS)(
    'are not made while a node of the release before is connected: %s',
    async (words) => {
      await append(10)
      await assignAll()
      const node = await database.db.newClient()
      await node.query(words, words.includes('$1') ? [1] : undefined)
      expect(await packAll()).toBe(0)
      await node.end()
      // Its session ends a moment after the connection.
      while ((await packAll()) === 0) await sleep(20)
      expect(await counts()).toEqual({ packs: 1, places: 0, events: 0 })
    },
  )

  describe('with events of an account that is purged', () => {
    it('do not give them to anybody, and are made anew without them', async () => {
      await append(EVENTS)
      const events = await assignAll()
      await packAll(2 * PAGE_EVENTS)
      await purge('did:plc:a')
      const left = events.filter((event) => ownerOf(event) !== 'did:plc:a')
      expect(await everything()).toEqual(left)
      expect(await store.next(2)).toMatchObject({ seq: left.find(({ seq }) => seq > 2)!.seq })
      while (await packs.remake());
      expect(await everything()).toEqual(left)
      expect(await database.rows('SELECT dids, purged_dids FROM event_pack')).toEqual([
        { dids: expect.not.arrayContaining(['did:plc:a']), purged_dids: [] },
        { dids: expect.not.arrayContaining(['did:plc:a']), purged_dids: [] },
      ])
      expect(await store.prunedSeq()).toBe(0)
    })

    it('have nothing left of them', async () => {
      const secret = randomBytes(64)
      await append(9, (n) => (DIDS[n % 3] === 'did:plc:a' ? secret : Buffer.from(`frame ${n}`)))
      await assignAll()
      await packAll()
      const holds = async () => {
        const [pack] = await database.rows<{ body: Buffer }>('SELECT body FROM event_pack')
        return (await unpackEvents(pack!.body)).some(({ frame }) => secret.equals(frame))
      }
      await purge('did:plc:a')
      expect(await holds()).toBe(true)
      await packs.remake()
      expect(await holds()).toBe(false)
    })

    it('go when nothing else is in them', async () => {
      await append(9)
      await assignAll()
      await packAll()
      for (const did of DIDS) await purge(did)
      expect(await everything()).toEqual([])
      expect(await store.next(0)).toBeUndefined()
      expect(await store.firstSince(0)).toBeUndefined()
      while (await packs.remake());
      expect((await counts())!.packs).toBe(0)
    })

    it('are as they were when the purge is rolled back', async () => {
      await append(9)
      const events = await assignAll()
      await packAll()
      await database.work
        .run(async (tx) => {
          await store.purge(tx, 'did:plc:a')
          throw new Error('rolled back')
        })
        .catch(() => undefined)
      expect(await packs.remake()).toBe(false)
      expect(await everything()).toEqual(events)
    })

    it('keep what came later, of the same account', async () => {
      await append(9)
      await assignAll()
      await packAll()
      await purge('did:plc:a')
      await append(3)
      await assignAll()
      await packAll()
      while (await packs.remake());
      expect(seqs(await everything()).slice(-3)).toEqual([10, 11, 12])
    })
  })

  it('are not made of events that are purged at that moment', async () => {
    await append(30)
    const events = await assignAll()
    let packing: Promise<number> | undefined
    await database.work.run(async (tx) => {
      await store.purge(tx, 'did:plc:a')
      packing = packs.pack(EVERYTHING)
      packing.catch(() => undefined)
      await untilSomebodyWaits()
    })
    await expect(packing).rejects.toThrow('events have changed')
    const left = events.filter((event) => ownerOf(event) !== 'did:plc:a')
    expect(await everything()).toEqual(left)
    expect(await packAll()).toBe(20)
    expect(await everything()).toEqual(left)
  })

  it('lose what is purged while they are made', async () => {
    await append(30)
    const events = await assignAll()
    // The one that packs has deleted the rows, and waits for the counter.
    const other = await database.db.newClient()
    await other.query('BEGIN')
    await other.query('SELECT FROM sequencer_state FOR UPDATE')
    const packing = packs.pack(EVERYTHING)
    await untilSomebodyWaits()
    const purging = purge('did:plc:a')
    await untilSomebodyWaits(2)
    await other.query('COMMIT')
    await other.end()
    expect(await packing).toBe(30)
    await purging
    expect(await everything()).toEqual(events.filter((event) => ownerOf(event) !== 'did:plc:a'))
  })

  it('are made once when two make them', async () => {
    await append(PAGE_EVENTS)
    const events = await assignAll()
    const results = await Promise.allSettled([packs.pack(EVERYTHING), packs.pack(EVERYTHING)])
    expect(results.filter(({ status }) => status === 'fulfilled')).not.toEqual([])
    await packAll()
    expect(await counts()).toEqual({ packs: 1, places: 0, events: 0 })
    expect(await everything()).toEqual(events)
  })

  it('are made while the log is read, and nobody misses anything', async () => {
    await append(20 * PAGE_EVENTS)
    const events = await assignAll()
    const expected = seqs(events)
    const packing = packAll()
    let isOver = false
    void packing.then(() => (isOver = true))
    let rounds = 0
    for (; !isOver || rounds === 0; rounds++) {
      const read: number[] = []
      while (read.length < expected.length) {
        const page = seqs(await store.page(read.at(-1) ?? 0, EVERYTHING, 90))
        if (page.length === 0) break
        read.push(...page)
      }
      expect(read).toEqual(expected)
    }
    expect(await packing).toBe(20 * PAGE_EVENTS)
    expect(frames(await everything())).toEqual(frames(events))
  })

  /** Until as many sessions wait for a lock. */
  async function untilSomebodyWaits(many = 1): Promise<void> {
    for (;;) {
      const rows = await database.rows(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
      if (rows.length >= many) return
      await sleep(10)
    }
  }
})
