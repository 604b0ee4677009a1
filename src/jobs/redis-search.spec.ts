import { jest } from '@jest/globals'
import { RedisSearch } from './redis-search.js'

const LONG_MS = 60_000

describe('the search for Redis', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('goes on for as long as somebody needs it', () => {
    const search = new RedisSearch()
    for (let attempt = 0; attempt < 100; attempt++) expect(search.next()).toBeGreaterThan(0)
  })

  it('ends after an attempt that is due, so that nothing waits for it any more', async () => {
    const search = new RedisSearch()
    const dueMs = search.next()!
    let isOver = false
    const ended = search.end().then(() => (isOver = true))
    await jest.advanceTimersByTimeAsync(dueMs)
    expect([search.next(), isOver]).toEqual([null, false])
    await jest.advanceTimersByTimeAsync(LONG_MS)
    await ended
  })

  it('needs no time to end when nothing is looked for, or was found long ago', async () => {
    await new RedisSearch().end()
    const search = new RedisSearch()
    search.next()
    jest.advanceTimersByTime(LONG_MS)
    await search.end()
  })
})
