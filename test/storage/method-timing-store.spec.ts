import { ALL_METHODS, type MethodCalls } from '../../src/admin/measures/method-calls.js'
import { MethodTimingStore } from '../../src/admin/measures/method-timing.store.js'
import { TestDatabase } from '../support/test-database.js'

const HOUR_MS = 60 * 60 * 1000
const AT_MS = Date.parse('2026-06-01T12:34:56Z')
const DAY = { from: new Date(AT_MS - 23 * HOUR_MS), to: new Date(AT_MS + HOUR_MS) }

let database: TestDatabase
let store: MethodTimingStore
beforeEach(async () => {
  database = await TestDatabase.open()
  await database.db.query({ text: 'DELETE FROM method_timing' })
  store = new MethodTimingStore(database.db)
})
afterEach(() => database?.close())

const calls = (counts: number[], clientErrors = 0, serverErrors = 0): MethodCalls => ({
  ...{ counts, clientErrors, serverErrors },
})

describe('how methods were called', () => {
  it('is added up in buckets, by ranges, whoever writes first', async () => {
    const one = new Map([[ALL_METHODS, calls([1, 2], 1)]])
    const other = new Map([[ALL_METHODS, calls([10, 20, 30], 0, 2)]])
    await Promise.all([store.add(one, AT_MS), store.add(other, AT_MS)])
    const sum = calls([11, 22, 30], 1, 2)
    for (const [bucket, at] of [
      ['minute', '2026-06-01T12:34:00.000Z'],
      ['hour', '2026-06-01T12:00:00.000Z'],
      ['day', '2026-06-01T00:00:00.000Z'],
    ] as const)
      expect(await store.points(bucket, DAY)).toEqual([{ at: new Date(at), ...sum }])
  })

  it('is told of those that were called most, each with all its hours', async () => {
    const first = new Map([
      ['com.example.a', calls([3, 0])],
      ['com.example.b', calls([1, 1], 1)],
      [ALL_METHODS, calls([4, 1], 1)],
    ])
    await store.add(first, AT_MS - HOUR_MS)
    await store.add(new Map([['com.example.b', calls([1, 1], 0, 1)]]), AT_MS)
    expect(await store.top('hour', DAY, 9)).toEqual([
      { method: 'com.example.b', ...calls([2, 2], 1, 1) },
      { method: 'com.example.a', ...calls([3, 0]) },
    ])
    expect(await store.top('hour', DAY, 1)).toHaveLength(1)
    expect(await store.points('minute', DAY)).toHaveLength(1)
  })

  it('is forgotten in time, bucket by bucket', async () => {
    await store.add(new Map([[ALL_METHODS, calls([1])]]), AT_MS)
    expect(await store.removeBefore('minute', new Date(AT_MS), 9)).toBe(1)
    expect(await store.points('minute', DAY)).toEqual([])
    expect(await store.points('hour', DAY)).toHaveLength(1)
  })
})
