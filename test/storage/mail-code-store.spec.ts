import type { Did } from '@guildhall/syntax'
import type { MailCodeStore, StoredCode } from '../../src/account/mail-code.store.js'
import { PgMailCodeStore } from '../../src/account/pg-mail-code.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => MailCodeStore][] = [
  ['PgMailCodeStore', ({ db }) => new PgMailCodeStore(db)],
]
const LATER = new Date('2030-01-01T00:00:00Z')

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newCode = (more: Partial<StoredCode> = {}): StoredCode => ({
  did: `did:plc:reader${++count}` as Did,
  purpose: 'confirmEmail',
  hash: Buffer.alloc(32, ++count),
  expiresAt: LATER,
  ...more,
})

describe.each(IMPLEMENTATIONS)('MailCodeStore: %s', (_name, make) => {
  let store: MailCodeStore
  beforeAll(() => {
    store = make(database)
  })

  it('keeps one code per account and purpose: the last', async () => {
    const first = newCode()
    const second = newCode({ did: first.did })
    const other = newCode({ did: first.did, purpose: 'deleteAccount' })
    for (const code of [first, second, other]) await store.put(code)
    expect(await store.find(first.hash)).toBeUndefined()
    expect(await store.find(second.hash)).toEqual(second)
    expect(await store.find(other.hash)).toEqual(other)
  })

  it('gives a code away once, and not at all if the rest fails', async () => {
    const code = newCode()
    await store.put(code)
    const lost = database.work.run(async (tx) => {
      expect(await store.take(tx, code.hash)).toEqual(code)
      throw new Error('the rest failed')
    })
    await expect(lost).rejects.toThrow('the rest failed')
    const taken = await Promise.all([1, 2, 3].map(() => database.work.run((tx) => store.take(tx, code.hash))))
    expect(taken.filter((found) => found !== undefined)).toEqual([code])
  })

  it('removes all of an account, and what expired, a few at a time', async () => {
    const code = newCode()
    await store.put(code)
    await store.removeOf(database.db, code.did)
    expect(await store.find(code.hash)).toBeUndefined()
    const old = [newCode(), newCode(), newCode()].map((one) => ({ ...one, expiresAt: new Date(0) }))
    for (const one of old) await store.put(one)
    expect(await store.removeExpired(new Date(1), 2)).toBe(2)
    expect(await store.removeExpired(new Date(1), 2)).toBe(1)
  })
})
