import type { Database } from '../database/index.js'
import { Log } from '../telemetry/index.js'
import { EventFeed } from './event-feed.js'
import type { EventStore, SequencedEvent } from './event.store.js'
import type { SequencerConfig } from './sequencer.config.js'

/** A frame into which no number is spliced beyond its first bytes. */
const event = (seq: number): SequencedEvent => ({ seq, frame: Buffer.alloc(16), seqOffset: 4 })

const CONFIG = { ringEvents: 64, ringBytes: 1_000_000, pollMs: 60_000 } as SequencerConfig

describe('EventFeed', () => {
  let table: SequencedEvent[]
  let feed: EventFeed
  let isAway: boolean
  beforeEach(async () => {
    table = []
    isAway = false
    const store: Pick<EventStore, 'lastSeq' | 'page'> = {
      lastSeq: async () => table.at(-1)?.seq ?? 0,
      page: async (after, upTo, limit) => {
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
})
