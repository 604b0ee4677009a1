import type { Did } from '@guildhall/syntax'
import { PgWebIdentityStore } from '../../src/identity/pg-web-identity.store.js'
import type { WebIdentityStore } from '../../src/identity/web-identity.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => WebIdentityStore][] = [
  ['PgWebIdentityStore', ({ db }) => new PgWebIdentityStore(db)],
]
const NOW = new Date(Date.UTC(2026, 0, 1))

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('WebIdentityStore: %s', (_name, make) => {
  let store: WebIdentityStore
  let did: Did
  let handle: string
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    handle = `name${++count}.test`
    did = `did:web:${handle}` as Did
    expect(await store.add(database.db, did, handle)).toBe(true)
  })

  it('keeps an identity, with the key of its account', async () => {
    expect(await store.find(did)).toEqual({ did, handle, signingKey: undefined, isEnded: false })
    await database.rows(
      `INSERT INTO signing_key (did, did_key, wrapped, kek_id) VALUES ($1, 'did:key:z', '', 'kek')`,
      [did],
    )
    expect(await store.find(did)).toMatchObject({ signingKey: 'did:key:z' })
    expect(await store.find('did:web:nobody.test' as Did)).toBeUndefined()
  })

  it('takes no second one of the same name', async () => {
    expect(await store.add(database.db, did, 'other.test')).toBe(false)
    expect(await store.find(did)).toMatchObject({ handle })
  })

  it('changes the handle', async () => {
    expect(await store.rename(database.db, did, 'new.test')).toBe(true)
    expect(await store.find(did)).toMatchObject({ handle: 'new.test' })
    expect(await store.rename(database.db, 'did:web:nobody.test' as Did, 'new.test')).toBe(false)
  })

  it('remembers one that has ended, for ever', async () => {
    await store.end(database.db, did, NOW)
    await store.end(database.db, did, NOW)
    expect(await store.find(did)).toMatchObject({ handle: undefined, isEnded: true })
    expect(await store.add(database.db, did, handle)).toBe(false)
    expect(await store.rename(database.db, did, handle)).toBe(false)
  })

  it('tells all nodes to drop the document of one that ends', async () => {
    await database.rows(`INSERT INTO did_document (did, document, fetched_at) VALUES ($1, '{}', now())`, [
      did,
    ])
    const told = new Promise((resolve) => void database.db.listen('did_changed', resolve))
    // Once it listens; both use the one connection for notifications.
    await database.db.listen('did_changed', () => undefined)
    await store.end(database.db, did, NOW)
    expect(await told).toBe(did)
    expect(await database.rows('SELECT FROM did_document WHERE did = $1', [did])).toEqual([])
  })
})
