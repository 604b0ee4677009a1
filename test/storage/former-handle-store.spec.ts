import type { Did } from '@guildhall/syntax'
import type { FormerHandleStore } from '../../src/identity/former-handles/former-handle.store.js'
import { PgFormerHandleStore } from '../../src/identity/former-handles/pg-former-handle.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => FormerHandleStore][] = [
  ['PgFormerHandleStore', ({ db }) => new PgFormerHandleStore(db)],
]
const [ADA, BOB] = ['did:plc:ada', 'did:plc:bob'] as [Did, Did]
const day = (number: number) => new Date(Date.UTC(2026, 0, number))

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('FormerHandleStore: %s', (_name, make) => {
  let store: FormerHandleStore
  beforeEach(async () => {
    store = make(database)
    await store.removeOlder(day(31), 100)
  })
  const put = (handle: string, did: Did, on: number) =>
    store.put(database.db, { handle, did, givenUpAt: day(on) })

  it('knows who had a handle last', async () => {
    await put('a.test', ADA, 1)
    await put('a.test', BOB, 2)
    expect(await store.find('a.test')).toEqual({ handle: 'a.test', did: BOB, givenUpAt: day(2) })
    expect(await store.find('b.test')).toBeUndefined()
  })

  it('lists and counts those that were given up later, both ways', async () => {
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) await put(`${name}.test`, ADA, index + 1)
    const list = async (more: object) => {
      const query = { since: day(1), after: undefined, descending: false, limit: 9, ...more }
      return (await store.list(query)).map(({ handle }) => handle)
    }
    expect(await list({})).toEqual(['b.test', 'c.test', 'd.test'])
    expect(await list({ after: 'b.test', limit: 1 })).toEqual(['c.test'])
    expect(await list({ after: 'c.test', descending: true })).toEqual(['b.test'])
    expect(await store.count(day(1))).toBe(3)
  })

  it('forgets one, and those that are old enough, some at a time', async () => {
    for (const [index, name] of ['a', 'b', 'c'].entries()) await put(`${name}.test`, ADA, index + 1)
    expect(await store.remove(database.db, 'c.test')).toBe(true)
    expect(await store.remove(database.db, 'c.test')).toBe(false)
    expect(await store.removeOlder(day(2), 1)).toBe(1)
    expect(await store.removeOlder(day(2), 5)).toBe(1)
    expect(await store.count(day(0))).toBe(0)
  })
})
