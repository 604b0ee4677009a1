import { randomUUID } from 'node:crypto'
import type { ConnectionSecretStore, SecretKey } from '../../src/sso/connections/connection-secret.store.js'
import { PgConnectionSecretStore } from '../../src/sso/connections/pg-connection-secret.store.js'
import { PgConnectionStore } from '../../src/sso/connections/pg-connection.store.js'
import { connectionOf } from '../support/sso-connection.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => ConnectionSecretStore][] = [
  ['PgConnectionSecretStore', ({ db }) => new PgConnectionSecretStore(db)],
]
const NOW = new Date(Date.UTC(2026, 0, 10))
const sealed = (text: string, kekId = 'kek') => ({ wrapped: Buffer.from(text), kekId })

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('ConnectionSecretStore: %s', (_name, make) => {
  let store: ConnectionSecretStore
  let client: SecretKey
  beforeEach(() => {
    store = make(database)
    client = { connectionId: randomUUID(), purpose: 'client' }
  })
  const put = (key: SecretKey, text: string, kekId?: string) =>
    store.put(database.db, key, sealed(text, kekId), NOW)

  it('keeps one secret for each purpose of each connection', async () => {
    const [signing, other] = [
      { ...client, purpose: 'signing' },
      { ...client, connectionId: randomUUID() },
    ]
    await put(client, 'one')
    await put(signing, 'two')
    expect(await store.find(client)).toEqual(sealed('one'))
    expect(await store.find(signing)).toEqual(sealed('two'))
    expect(await store.find(other)).toBeUndefined()
  })

  it('puts another one in its place, with the key that has sealed it', async () => {
    await put(client, 'one', 'old')
    await put(client, 'two', 'new')
    expect(await store.find(client)).toEqual(sealed('two', 'new'))
  })

  it('keeps nothing of a transaction that failed', async () => {
    await put(client, 'one')
    const failing = database.work.run(async (tx) => {
      await store.put(tx, client, sealed('two'), NOW)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.find(client)).toEqual(sealed('one'))
  })

  it('has none of a connection that was removed, and all of every other', async () => {
    const connections = new PgConnectionStore(database.db)
    const [gone, stays] = [client, { ...client, connectionId: randomUUID() }]
    for (const { connectionId: id } of [gone, stays]) await connections.add(database.db, connectionOf({ id }))
    for (const key of [gone, stays, { ...gone, purpose: 'signing' }]) await put(key, 'one')
    await connections.remove(database.db, gone.connectionId)
    expect(await store.find(gone)).toBeUndefined()
    expect(await store.find({ ...gone, purpose: 'signing' })).toBeUndefined()
    expect(await store.find(stays)).toEqual(sealed('one'))
  })
})
