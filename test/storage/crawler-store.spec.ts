import type { CrawlerStore } from '../../src/sync/crawler.store.js'
import { PgCrawlerStore } from '../../src/sync/pg-crawler.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => CrawlerStore][] = [
  ['PgCrawlerStore', ({ db }) => new PgCrawlerStore(db)],
]
const A = 'https://a.example'
const B = 'https://b.example'
const LEASE_MS = 100
const T = 1_767_225_600_000

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('CrawlerStore: %s', (_name, make) => {
  let store: CrawlerStore
  beforeEach(async () => {
    store = make(database)
    await store.add([A, B])
  })
  const take = async (atMs: number, urls = [A, B]) =>
    (await store.take(urls, atMs, atMs + LEASE_MS)).map(({ url }) => url).sort()

  it('has nobody to ask before something happens', async () => {
    expect(await take(T)).toEqual([])
    expect(await store.nextDue([A, B])).toBeUndefined()
  })

  it('gives each to one caller, those that are asked for', async () => {
    await store.want([A, B], T)
    expect(await store.nextDue([A, B])).toBe(0)
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(T + 1, [A])))
    expect(taken.flat()).toEqual([A])
    expect(await take(T + 2)).toEqual([B])
  })

  it('keeps who is known when it is added again', async () => {
    await store.want([A, B], T)
    await store.add([A, B])
    expect(await take(T)).toEqual([A, B])
  })

  it('is done with a relay that accepted, until something happens again; not before its time then', async () => {
    await store.want([A], T)
    await take(T + 1)
    await store.succeeded(A, T + 1, T + 1_000)
    expect(await take(T + 2_000)).toEqual([])
    await store.want([A], T + 500)
    expect(await store.nextDue([A, B])).toBe(T + 1_000)
    expect(await take(T + 999)).toEqual([])
    expect(await take(T + 1_000)).toEqual([A])
  })

  it.each([0, 1])('does not lose what happens while a relay is asked, %i ms later', async (laterMs) => {
    await store.want([A], T)
    await take(T + 1)
    await store.want([A], T + 1 + laterMs)
    await store.succeeded(A, T + 1, T + 1_000)
    expect(await take(T + 1_000)).toEqual([A])
    await store.succeeded(A, T + 1_000, T + 2_000)
    expect(await store.nextDue([A])).toBeUndefined()
  })

  it('gives one again when nothing was heard of the one who asked', async () => {
    await store.want([A], T)
    await take(T)
    expect(await take(T + LEASE_MS - 1)).toEqual([])
    expect(await take(T + LEASE_MS)).toEqual([A])
  })

  it('counts failures and keeps the last one, until there is a success', async () => {
    const state = () => database.rows('SELECT failures, error FROM crawler WHERE url = $1', [A])
    await store.want([A], T)
    for (const failures of [0, 1]) {
      const now = T + failures * 1_000
      expect(await store.take([A], now, now + LEASE_MS)).toEqual([{ url: A, failures }])
      await store.failed(A, `reason ${failures}`, now + 1_000)
    }
    expect(await state()).toEqual([{ failures: 2, error: 'reason 1' }])
    await take(T + 2_000)
    await store.succeeded(A, T + 2_000, T + 3_000)
    expect(await state()).toEqual([{ failures: 0, error: null }])
    expect(await store.nextDue([A])).toBeUndefined()
  })
})
