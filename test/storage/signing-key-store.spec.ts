import type { Did } from '@guildhall/syntax'
import { PgSigningKeyStore, SIGNING_KEY_CHANGED } from '../../src/identity/pg-signing-key.store.js'
import type { SigningKeyStore } from '../../src/identity/signing-key.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => SigningKeyStore][] = [
  ['PgSigningKeyStore', ({ db }) => new PgSigningKeyStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

function newKey(did = `did:plc:signer${++count}` as Did) {
  return { did, didKey: `did:key:z${++count}`, wrapped: Buffer.from([0, 255, count]), kekId: 'kek' }
}

describe.each(IMPLEMENTATIONS)('SigningKeyStore: %s', (_name, make) => {
  let store: SigningKeyStore
  beforeAll(() => {
    store = make(database)
  })

  it('keeps the key of an account, and replaces it', async () => {
    const first = newKey()
    const second = { ...newKey(first.did), kekId: 'newer' }
    await store.put(database.db, first)
    expect(await store.find(first.did)).toEqual(first)
    await store.put(database.db, second)
    expect(await store.find(first.did)).toEqual(second)
    expect(await store.find('did:plc:nobody' as Did)).toBeUndefined()
  })

  it('changes with the transaction of its caller, or not at all', async () => {
    const key = newKey()
    await store.put(database.db, key)
    const lost = database.work.run(async (tx) => {
      await store.put(tx, newKey(key.did))
      await store.remove(tx, key.did)
      throw new Error('the rest failed')
    })
    await expect(lost).rejects.toThrow('the rest failed')
    expect(await store.find(key.did)).toEqual(key)
  })

  it('tells the nodes when a key is replaced or removed, not when it is new', async () => {
    const key = newKey()
    expect(await database.heard(SIGNING_KEY_CHANGED, () => store.put(database.db, key))).toEqual([])
    expect(await database.heard(SIGNING_KEY_CHANGED, () => store.put(database.db, newKey(key.did)))).toEqual([
      key.did,
    ])
    expect(await database.heard(SIGNING_KEY_CHANGED, () => store.remove(database.db, key.did))).toEqual([
      key.did,
    ])
    expect(await database.heard(SIGNING_KEY_CHANGED, () => store.remove(database.db, key.did))).toEqual([])
    expect(await store.find(key.did)).toBeUndefined()
  })
})
