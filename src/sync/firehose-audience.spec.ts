import type { Clock, Log, TimedId } from '../telemetry/index.js'
import { FirehoseAudience } from './firehose-audience.js'
import type { FirehoseNodeStore, NotedReader } from './firehose-node.store.js'
import { FirehoseReaders } from './firehose-readers.js'

/** What nodes have noted, by node. */
let table: Map<string, { readers: readonly NotedReader[]; at: Date }>
let nowMs: number
const clock = { nowMs: () => nowMs } as Clock

function nodeCalled(node: string) {
  const readers = new FirehoseReaders(clock)
  const store = {
    note: (name: string, noted: readonly NotedReader[], at: Date, before: Date) => {
      table.set(name, { readers: noted, at })
      for (const [each, row] of table) if (row.at < before) table.delete(each)
      return Promise.resolve()
    },
    ofOthers: (name: string, since: Date) =>
      Promise.resolve(
        [...table].flatMap(([each, row]) => (each === name || row.at < since ? [] : row.readers)),
      ),
    remove: (name: string) => Promise.resolve(void table.delete(name)),
  }
  const ids = { next: () => node } as TimedId
  const audience = new FirehoseAudience(readers, store as unknown as FirehoseNodeStore, ids, clock, {} as Log)
  audience.onModuleInit()
  return { readers, audience }
}

const reader = (ip: string, sent: { bytes: number }) => ({
  ...{ ip, userAgent: 'relay', position: () => 7, bytes: () => sent.bytes },
})

describe('those who read the event stream', () => {
  beforeEach(() => {
    table = new Map()
    nowMs = 1_000_000
  })

  it('are known to all nodes, those who came first first', async () => {
    const [one, other] = [nodeCalled('one'), nodeCalled('other')]
    other.readers.add(reader('10.0.0.2', { bytes: 0 }))
    nowMs += 1
    one.readers.add(reader('10.0.0.1', { bytes: 0 }))
    await other.audience.note()
    expect((await one.audience.all()).map(({ ip }) => ip)).toEqual(['10.0.0.2', '10.0.0.1'])
  })

  it('are those of this node as they are now, with how fast they were of late', async () => {
    const { readers, audience } = nodeCalled('one')
    const sent = { bytes: 0 }
    const leave = readers.add(reader('10.0.0.1', sent))
    sent.bytes = 10_000
    nowMs += 10_000
    await audience.note()
    expect(await audience.all()).toMatchObject([{ bytes: 10_000, bytesPerSecond: 1_000 }])
    nowMs += 10_000
    await audience.note()
    expect(await audience.all()).toMatchObject([{ bytes: 10_000, bytesPerSecond: 0 }])
    leave()
    expect(await audience.all()).toEqual([])
  })

  it('of a node that has died are forgotten, and a node that stops takes its own along', async () => {
    const [one, other] = [nodeCalled('one'), nodeCalled('other')]
    other.readers.add(reader('10.0.0.2', { bytes: 0 }))
    await other.audience.note()
    nowMs += 61_000
    expect(await one.audience.all()).toEqual([])
    one.readers.add(reader('10.0.0.1', { bytes: 0 }))
    await one.audience.note()
    expect([...table.keys()]).toEqual(['one'])
    await one.audience.beforeApplicationShutdown()
    expect(table.size).toBe(0)
  })

  it('are noted once more when the last has left, and no more after that', async () => {
    const { readers, audience } = nodeCalled('one')
    await audience.note()
    expect(table.size).toBe(0)
    readers.add(reader('10.0.0.1', { bytes: 0 }))()
    const leave = readers.add(reader('10.0.0.1', { bytes: 0 }))
    await audience.note()
    leave()
    await audience.note()
    expect(table.get('one')?.readers).toEqual([])
    table.clear()
    await audience.note()
    expect(table.size).toBe(0)
  })
})
