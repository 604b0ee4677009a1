import { cidStringToBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Caches, Metrics } from '../telemetry/index.js'
import { type ListedRepo } from './export.store.js'
import { RepoPages } from './repo-pages.js'

const HEAD = 'bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'
const PAGES = 32

const repo = (repoId: number): ListedRepo => ({
  repoId,
  did: `did:plc:${repoId}` as Did,
  head: cidStringToBytes(HEAD),
  rev: '3kdmkfy3s2k2a',
  status: repoId === 2 ? 'deactivated' : 'active',
})

/** What pages are made of, and how often they were read. */
function world(count = 3) {
  const state = { reads: 0, wakes: 0, lastSeq: 0, nowMs: 0, fails: false }
  const all = Array.from({ length: count }, (_, i) => repo(i + 1))
  const exports = {
    list: (after: number, limit: number) => {
      state.reads++
      if (state.fails) return Promise.reject(new Error('the database is away'))
      return Promise.resolve(all.filter(({ repoId }) => repoId > after).slice(0, limit))
    },
  }
  const pages = new RepoPages(
    exports as never,
    state as never,
    state as never,
    { nowMs: () => state.nowMs } as never,
    new Caches(new Metrics()),
  )
  const page = async (after: number, limit: number) => JSON.parse(await pages.page(after, limit)) as object
  return { state, all, page }
}

describe('pages of the list of repositories', () => {
  it('say where each repository stands, and where the next page begins', async () => {
    const { page } = world()
    const line = (id: number) => ({ did: `did:plc:${id}`, head: HEAD, rev: '3kdmkfy3s2k2a' })
    expect(await page(0, 2)).toEqual({
      repos: [
        { ...line(1), active: true },
        { ...line(2), active: false, status: 'deactivated' },
      ],
      cursor: '2',
    })
    expect(await page(2, 2)).toEqual({ repos: [{ ...line(3), active: true }] })
  })

  it('are read once as long as nothing happens', async () => {
    const { state, page } = world()
    await Promise.all([page(0, 2), page(0, 2)])
    await page(0, 2)
    expect(state.reads).toBe(1)
    await page(0, 3)
    await page(1, 2)
    expect(state.reads).toBe(3)
  })

  it.each([
    ['this process has committed something', (state: { wakes: number }) => state.wakes++],
    ['another node has', (state: { lastSeq: number }) => state.lastSeq++],
    ['it was a while ago', (state: { nowMs: number }) => (state.nowMs = 1_000)],
  ])('are read again when %s', async (_when, happen) => {
    const { state, all, page } = world()
    await page(0, 5)
    all.push(repo(4))
    happen(state as never)
    expect(await page(0, 5)).toMatchObject({ repos: { length: 4 } })
  })

  it('are old at once if something happens while they are read', async () => {
    const { state, page } = world()
    const reading = page(0, 2)
    state.wakes++
    await reading
    await page(0, 2)
    expect(state.reads).toBe(2)
  })

  it('that could not be read are not kept', async () => {
    const { state, page } = world()
    state.fails = true
    await expect(page(0, 2)).rejects.toThrow('away')
    state.fails = false
    expect(await page(0, 2)).toMatchObject({ cursor: '2' })
  })

  it('are few', async () => {
    const { state, page } = world()
    for (let limit = 1; limit <= PAGES + 1; limit++) await page(0, limit)
    await page(0, 2)
    expect(state.reads).toBe(PAGES + 1)
    await page(0, 1)
    expect(state.reads).toBe(PAGES + 2)
  })
})
