import type { Did } from '@guildhall/syntax'
import { PgPreferenceStore } from '../../src/preferences/pg-preference.store.js'
import type { PreferenceStore } from '../../src/preferences/preference.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => PreferenceStore][] = [
  ['PgPreferenceStore', ({ db }) => new PgPreferenceStore(db)],
]
const BOB = 'did:plc:bob' as Did

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('PreferenceStore: %s', (_name, make) => {
  let store: PreferenceStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:alice${++count}` as Did
  })

  const put = (...all: { type: string; json: string }[]) =>
    database.work.run((tx) => store.replace(tx, alice, all))
  const one = { type: 'a.b.c#one', json: '{"z":1,  "a":"ä€😀"}' }
  const two = { type: 'a.b.c#two', json: '{}' }

  it('gives back what was put, to the letter and in its order', async () => {
    expect(await store.list(undefined, alice)).toEqual([])
    await put(two, one, two)
    expect(await store.list(undefined, alice)).toEqual([two, one, two])
    expect(await store.list(undefined, BOB)).toEqual([])
  })

  it('puts new ones in the place of all', async () => {
    await put(one, two)
    await put(two)
    expect(await store.list(undefined, alice)).toEqual([two])
    await put()
    expect(await store.list(undefined, alice)).toEqual([])
  })

  it('goes with the transaction of its caller', async () => {
    await put(one)
    const lost = database.work.run(async (tx) => {
      await store.replace(tx, alice, [two])
      expect(await store.list(tx, alice)).toEqual([two])
      throw new Error('no')
    })
    await expect(lost).rejects.toThrow('no')
    expect(await store.list(undefined, alice)).toEqual([one])
  })
})
