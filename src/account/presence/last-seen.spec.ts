import type { Did } from '@guildhall/syntax'
import type { Database, Query } from '../../database/index.js'
import type { Clock, Log } from '../../telemetry/index.js'
import { LastSeen } from './last-seen.js'

const [ada, bob] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]

describe('who was here', () => {
  let nowMs = 1_000
  let isAway = false
  let written: unknown[] = []
  let warnings = 0
  const query = ({ values }: Query) => {
    if (isAway) return Promise.reject(new Error('the database is away'))
    written.push(values)
    return Promise.resolve({ rows: [], rowCount: 0 })
  }
  const lastSeen = new LastSeen(
    { query } as unknown as Database,
    { nowMs: () => nowMs } as Clock,
    { warn: () => warnings++ } as unknown as Log,
  )
  beforeEach(() => {
    nowMs = 1_000
    isAway = false
    written = []
    warnings = 0
  })

  it('is written down once, with the last time', async () => {
    lastSeen.note(ada)
    nowMs = 2_000
    lastSeen.note(ada)
    await lastSeen.write()
    await lastSeen.write()
    expect(written).toEqual([[[ada], [new Date(2_000)]]])
  })

  it('is not forgotten while the database is away, and is not older than what came since', async () => {
    isAway = true
    lastSeen.note(ada)
    lastSeen.note(bob)
    const writing = lastSeen.write()
    nowMs = 3_000
    lastSeen.note(bob)
    await writing
    isAway = false
    await lastSeen.write()
    expect(warnings).toBe(1)
    expect(written).toEqual([
      [
        [bob, ada],
        [new Date(3_000), new Date(1_000)],
      ],
    ])
  })

  it('is known at once, whether it is written down already or not', async () => {
    const stored = new LastSeen(
      {
        query: async () => ({ rows: [{ did: ada, seen_at: new Date(5_000) }], rowCount: 1 }),
      } as unknown as Database,
      { nowMs: () => nowMs } as Clock,
      {} as Log,
    )
    stored.note(ada)
    stored.note(bob)
    expect(await stored.of([ada, bob, 'did:plc:eve' as Did])).toEqual(
      new Map([
        [ada, new Date(5_000)],
        [bob, new Date(1_000)],
      ]),
    )
    nowMs = 6_000
    stored.note(ada)
    expect(await stored.of([ada])).toEqual(new Map([[ada, new Date(6_000)]]))
    expect(await stored.of([])).toEqual(new Map())
  })

  it('is written down before the server ends', async () => {
    lastSeen.note(ada)
    await lastSeen.beforeApplicationShutdown()
    expect(written).toHaveLength(1)
  })
})
