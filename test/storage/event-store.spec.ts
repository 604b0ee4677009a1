import { EventStore } from '../../src/sequencer/index.js'
import { EVENTS_PURGED, EVENTS_SEQUENCED, PgEventStore } from '../../src/sequencer/pg-event.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => EventStore][] = [
  ['PgEventStore', ({ db }) => new PgEventStore(db)],
]
const EVERYTHING = Number.MAX_SAFE_INTEGER

describe.each(IMPLEMENTATIONS)('EventStore: %s', (_name, make) => {
  let database: TestDatabase
  let store: EventStore
  let count = 0
  beforeEach(async () => {
    database = await TestDatabase.open()
    store = make(database)
  })
  afterEach(() => database?.close())

  const append = (many: number, on: Parameters<EventStore['append']>[0] = database.db) =>
    store.append(
      on,
      Array.from({ length: many }, () => ({
        did: `did:plc:${++count % 3}`,
        kind: 1 + (count % 4),
        frame: Buffer.from(`frame ${count}`),
        seqOffset: count % 7,
      })),
    )
  const assign = (limit = 100) => store.assign(database.db, limit)
  const seqs = (events: readonly { seq: number }[]) => events.map(({ seq }) => seq)
  const frames = (events: readonly { frame: Uint8Array }[]) =>
    events.map(({ frame }) => Buffer.from(frame).toString())
  const date = (seq: number, time: string) =>
    database.rows('UPDATE event_seq SET sequenced_at = $2 WHERE seq = $1', [seq, time])

  it('is empty at first', async () => {
    expect([await store.lastSeq(), await store.prunedSeq()]).toEqual([0, 0])
    expect(await assign()).toEqual([])
    expect(await store.page(0, EVERYTHING, 10)).toEqual([])
    expect(await store.next(0)).toBeUndefined()
    expect(await store.firstSince(0)).toBeUndefined()
    expect(await store.prune(Date.now(), 10)).toBe(0)
    expect(await store.prunedSeq()).toBe(0)
  })

  it('numbers events from 1, without gaps, in the order in which they were appended', async () => {
    const first = count + 1
    await append(3)
    await append(2)
    const events = await assign()
    expect(seqs(events)).toEqual([1, 2, 3, 4, 5])
    expect(frames(events)).toEqual([0, 1, 2, 3, 4].map((i) => `frame ${first + i}`))
    expect(events.map(({ seqOffset }) => seqOffset)).toEqual([0, 1, 2, 3, 4].map((i) => (first + i) % 7))
    expect(await store.lastSeq()).toBe(5)
    await append(1)
    expect(seqs(await assign())).toEqual([6])
  })

  it('keeps whose event it is, and of what kind', async () => {
    await append(2)
    const rows = await database.rows('SELECT did, kind FROM repo_event ORDER BY id')
    const expected = [count - 1, count].map((n) => ({ did: `did:plc:${n % 3}`, kind: 1 + (n % 4) }))
    expect(rows).toEqual(expected)
  })

  it('numbers each event once, so many at a time', async () => {
    await append(5)
    expect(seqs(await assign(2))).toEqual([1, 2])
    expect(seqs(await assign(2))).toEqual([3, 4])
    expect(seqs(await assign(2))).toEqual([5])
    expect(await assign(2)).toEqual([])
    expect(await store.lastSeq()).toBe(5)
  })

  it('never numbers what is not committed, and what is rolled back leaves no gap', async () => {
    await append(1)
    await database.work
      .run(async (tx) => {
        await append(2, tx)
        expect(seqs(await assign())).toEqual([1])
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    await append(1)
    expect(seqs(await assign())).toEqual([2])
  })

  it('gives no number twice when two try at once', async () => {
    await append(60)
    const batches = await Promise.all([assign(25), assign(25), assign(25)])
    const rest = await assign()
    const all = [...batches, rest].flatMap(seqs).sort((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  })

  it('tells the nodes the highest number, once it has given some', async () => {
    await append(3)
    expect(await database.heard(EVENTS_SEQUENCED, () => assign())).toEqual(['3'])
    expect(await database.heard(EVENTS_SEQUENCED, () => assign())).toEqual([])
  })

  it('is read in pages: after one number, up to another', async () => {
    await append(6)
    const events = await assign()
    expect(await store.page(0, EVERYTHING, 100)).toEqual(events)
    expect(await store.page(2, 5, 100)).toEqual(events.slice(2, 5))
    expect(await store.page(2, 5, 2)).toEqual(events.slice(2, 4))
    expect(await store.page(6, EVERYTHING, 100)).toEqual([])
    expect(await store.page(3, 2, 100)).toEqual([])
  })

  it('is found by number and by time', async () => {
    await append(3)
    await assign()
    await date(1, '2026-01-01T00:00:00Z')
    await date(2, '2026-01-01T00:00:01.5Z')
    await date(3, '2026-01-01T00:00:02Z')
    const at = (ms: number) => Date.UTC(2026, 0, 1) + ms
    expect(await store.next(0)).toEqual({ seq: 1, timeMs: at(0) })
    expect(await store.next(1)).toEqual({ seq: 2, timeMs: at(1_500) })
    expect(await store.next(3)).toBeUndefined()
    expect(await store.firstSince(at(-5))).toBe(1)
    expect(await store.firstSince(at(1))).toBe(2)
    expect(await store.firstSince(at(1_500))).toBe(2)
    expect(await store.firstSince(at(2_001))).toBeUndefined()
  })

  it('forgets what is old, so many at a time, and knows how far', async () => {
    await append(5)
    await assign()
    for (const seq of [1, 2, 3]) await date(seq, '2026-01-01T00:00:00Z')
    const limit = Date.UTC(2026, 0, 2)
    expect(await store.prune(limit, 2)).toBe(2)
    expect(await store.prunedSeq()).toBe(2)
    expect(await store.prune(limit, 2)).toBe(1)
    expect(await store.prune(limit, 2)).toBe(0)
    expect([await store.prunedSeq(), await store.lastSeq()]).toEqual([3, 5])
    expect(seqs(await store.page(0, EVERYTHING, 100))).toEqual([4, 5])
    expect(await store.next(0)).toMatchObject({ seq: 4 })
    expect(await database.rows('SELECT FROM repo_event')).toHaveLength(2)
  })

  it('never gives a number again, even when all that had one are gone', async () => {
    await append(2)
    await assign()
    for (const seq of [1, 2]) await date(seq, '2026-01-01T00:00:00Z')
    await store.prune(Date.UTC(2026, 0, 2), 100)
    await append(1)
    expect(seqs(await assign())).toEqual([3])
  })

  describe('kept by size', () => {
    const append1k = async (many: number) => {
      const frame = Buffer.alloc(1_000)
      const events = Array.from({ length: many }, () => ({ did: 'did:plc:1', kind: 1, frame, seqOffset: 0 }))
      await store.append(database.db, events)
      return assign()
    }

    it('tells which events do not fit, and lets them go, the oldest first', async () => {
      const events = await append1k(100)
      expect(await store.overflow(100_000_000)).toBeUndefined()
      const newest = (await store.overflow(30_000))!
      expect(await store.pruneTo(newest, 60)).toBe(60)
      expect(await store.pruneTo(newest, 60)).toBe(10)
      expect(await store.pruneTo(newest, 60)).toBe(0)
      expect(seqs(await store.page(0, EVERYTHING, 200))).toEqual(seqs(events.slice(70)))
      expect([await store.prunedSeq(), await store.lastSeq()]).toEqual([70, 100])
      expect(await store.overflow(30_000)).toBeUndefined()
    })

    it('keeps what has no number yet, whatever its size', async () => {
      await append(3)
      expect(await store.overflow(1)).toBeUndefined()
      expect(await store.pruneTo(EVERYTHING, 10)).toBe(0)
      expect(seqs(await assign())).toEqual([1, 2, 3])
    })
  })

  describe('purged of an account', () => {
    const of = (did: string, many = 1) =>
      store.append(
        database.db,
        Array.from({ length: many }, (_, i) => ({
          did,
          kind: 1,
          frame: Buffer.from(`${did} ${i}`),
          seqOffset: 0,
        })),
      )

    it('keep the others, their numbers, and what is appended afterwards', async () => {
      await of('did:plc:a', 2)
      await of('did:plc:b', 2)
      await assign()
      await of('did:plc:a')
      await database.work.run(async (tx) => {
        await store.purge(tx, 'did:plc:a')
        await store.append(tx, [{ did: 'did:plc:a', kind: 4, frame: Buffer.from('deleted'), seqOffset: 0 }])
      })
      await assign()
      const left = await store.page(0, EVERYTHING, 100)
      expect(seqs(left)).toEqual([3, 4, 5])
      expect(frames(left)).toEqual(['did:plc:b 0', 'did:plc:b 1', 'deleted'])
      expect(await database.rows('SELECT FROM event_seq')).toHaveLength(3)
      expect(await store.prunedSeq()).toBe(0)
    })

    it('are there again when the transaction fails, and nobody is told', async () => {
      await of('did:plc:a')
      await assign()
      const told = await database.heard(EVENTS_PURGED, () =>
        database.work
          .run(async (tx) => {
            await store.purge(tx, 'did:plc:a')
            throw new Error('rolled back')
          })
          .catch(() => undefined),
      )
      expect(told).toEqual([])
      expect(await store.page(0, EVERYTHING, 100)).toHaveLength(1)
    })

    it('tell the nodes, so that they forget them', async () => {
      const told = await database.heard(EVENTS_PURGED, () =>
        database.work.run((tx) => store.purge(tx, 'did:plc:a')),
      )
      expect(told).toEqual(['did:plc:a'])
    })
  })

  it('keeps events that have no number yet', async () => {
    await append(1)
    await database.rows(`UPDATE repo_event SET created_at = '2020-01-01'`)
    expect(await store.prune(Date.now(), 100)).toBe(0)
    expect(seqs(await assign())).toEqual([1])
  })

  it('forgets an account, numbered events and others, and tells the readers', async () => {
    await append(6)
    await assign()
    await append(3)
    const did = 'did:plc:1'
    const heard = await database.heard(EVENTS_PURGED, () => database.work.run((tx) => store.purge(tx, did)))
    expect(heard).toEqual([did])
    const left = await database.rows<{ did: string }>('SELECT DISTINCT did FROM repo_event ORDER BY did')
    expect(left.map((row) => row.did)).toEqual(['did:plc:0', 'did:plc:2'])
    expect(await assign()).toHaveLength(2)
    expect(await store.page(0, EVERYTHING, 100)).toHaveLength(6)
    expect(await database.rows('SELECT FROM event_pending')).toEqual([])
    // The numbers that are gone are not given again.
    expect(await store.lastSeq()).toBe(8)
  })
})
