import type { Database } from '../database/index.js'
import { Log } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import { type EventStore, PAGE_EVENTS, type SequencedEvent } from './event.store.js'
import type { SequencerConfig } from './sequencer.config.js'

/** A frame into which no number is spliced beyond its first bytes. */
const event = (seq: number): SequencedEvent => ({ seq, frame: Buffer.alloc(16), seqOffset: 4 })

const CONFIG = { ringEvents: 64, ringBytes: 1_000_000, pollMs: 60_000 } as SequencerConfig

describe('EventFeed', () => {
  let table: SequencedEvent[]
  let feed: EventFeed
  let isAway: boolean
  /** where the pages begin that were read */
  let reads: number[]
  beforeEach(async () => {
    table = []
    isAway = false
    reads = []
    const store: Pick<EventStore, 'lastSeq' | 'page'> = {
      lastSeq: async () => table.at(-1)?.seq ?? 0,
      page: async (after, upTo, limit) => {
        reads.push(after)
        if (isAway) throw new Error('the database is away')
        return table.filter(({ seq }) => seq > after && seq <= upTo).slice(0, limit)
      },
    }
    const db = { listen: async () => async () => undefined } as unknown as Database
    feed = new EventFeed(store as EventStore, db, CONFIG, Log.silent())
    await feed.start()
  })
  afterEach(() => feed.stop())

  const seqs = async (): Promise<number[]> => (await feed.read(0)).map(({ seq }) => seq)

  it('takes what the sequencer of this process numbers', async () => {
    feed.push([event(1), event(2)])
    feed.push([event(2), event(3)])
    expect(await seqs()).toEqual([1, 2, 3])
  })

  it('reads what another node numbered, ahead of what this one numbers next', async () => {
    feed.push([event(1)])
    table = [event(1), event(2), event(3), event(4)]
    feed.push([event(4)])
    await feed.catchUp()
    expect(await seqs()).toEqual([1, 2, 3, 4])
  })

  it('shows nothing behind a gap that it cannot read yet', async () => {
    feed.push([event(1)])
    table = [event(1), event(2), event(3)]
    isAway = true
    feed.push([event(3)])
    await feed.catchUp()
    expect(await seqs()).toEqual([1])
    isAway = false
    await feed.catchUp()
    expect(await seqs()).toEqual([1, 2, 3])
  })

  describe('for whoever is far behind', () => {
    const PAGES = 6
    beforeEach(async () => {
      table = Array.from({ length: PAGES * PAGE_EVENTS + 10 }, (_, i) => event(i + 1))
      await feed.catchUp()
      reads = []
    })
    const startOf = (page: number) => page * PAGE_EVENTS
    const firstAfter = async (after: number) => (await feed.read(after))[0]!.seq

    it('reads the next page while this one is sent, each once', async () => {
      expect(await firstAfter(startOf(1))).toBe(startOf(1) + 1)
      expect(reads).toEqual([startOf(1), startOf(2)])
      expect(await firstAfter(startOf(2))).toBe(startOf(2) + 1)
      expect(await firstAfter(startOf(2) + 7)).toBe(startOf(2) + 8)
      expect(reads).toEqual([1, 2, 3].map(startOf))
    })

    it('does not read ahead what is not complete', async () => {
      expect(await firstAfter(startOf(PAGES - 1))).toBe(startOf(PAGES - 1) + 1)
      expect(reads).toEqual([startOf(PAGES - 1)])
    })

    it('reads ahead for a few, and not what nobody came for', async () => {
      table = Array.from({ length: 40 * PAGE_EVENTS }, (_, i) => event(i + 1))
      await feed.catchUp()
      reads = []
      const places = [0, 5, 10, 15, 20, 25].map(startOf)
      for (const place of places) await feed.read(place)
      const ahead = places.slice(0, 4).map((place) => place + PAGE_EVENTS)
      expect(reads.sort((a, b) => a - b)).toEqual([...places, ...ahead].sort((a, b) => a - b))
    })

    it('tries again what could not be read ahead', async () => {
      isAway = true
      await expect(feed.read(startOf(1))).rejects.toThrow('the database is away')
      isAway = false
      expect(await firstAfter(startOf(2))).toBe(startOf(2) + 1)
    })
  })
})
