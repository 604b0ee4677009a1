import { createHash } from 'node:crypto'
import { parseDid } from '@guildhall/syntax'
import type { OauthSession, OauthSessionStore } from '../../src/oauth/sessions/oauth-session.store.js'
import { PgOauthSessionStore } from '../../src/oauth/sessions/pg-oauth-session.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => OauthSessionStore][] = [
  ['PgOauthSessionStore', ({ db }) => new PgOauthSessionStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const ALICE = parseDid('did:web:alice.example')
const BOB = parseDid('did:web:bob.example')
const CLIENT_ID = 'https://app.example.com/client.json'

const sessionOf = (id: string, more: Partial<OauthSession> = {}): OauthSession => ({
  id,
  did: ALICE,
  clientId: CLIENT_ID,
  deviceId: createHash('sha256').update('browser').digest(),
  scope: 'atproto transition:generic',
  dpopThumbprint: 'thumbprint',
  clientAuth: { method: 'private_key_jwt', kid: 'k1', alg: 'ES256', thumbprint: 'other' },
  createdAt: NOW,
  expiresAt: after(10),
  ...more,
})

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('OauthSessionStore: %s', (_name, make) => {
  let store: OauthSessionStore
  beforeEach(() => {
    store = make(database)
  })
  const usedAt = async (id: string) =>
    (await database.rows<{ used_at: Date }>('SELECT used_at FROM oauth_session WHERE id = $1', [id]))[0]
      ?.used_at

  it('finds what was added, and knows when it was used', async () => {
    await store.add(sessionOf('a'))
    expect(await store.find('a')).toEqual({ ...sessionOf('a'), usedAt: NOW })
    expect(await store.find('b')).toBeUndefined()
    expect(await usedAt('a')).toEqual(NOW)
    await store.touch('a', after(1))
    expect(await usedAt('a')).toEqual(after(1))
    await store.touch('b', after(1))
  })

  it('remembers what was consented to last, for each application', async () => {
    expect(await store.consented(ALICE, CLIENT_ID)).toBeUndefined()
    await store.add(sessionOf('a'))
    await store.add(sessionOf('b', { scope: 'atproto', clientId: 'http://localhost' }))
    await store.add(sessionOf('c', { scope: 'atproto' }))
    expect(await store.consented(ALICE, CLIENT_ID)).toBe('atproto')
    expect(await store.consented(ALICE, 'http://localhost')).toBe('atproto')
    expect(await store.consented(BOB, CLIENT_ID)).toBeUndefined()
    await store.remove(database.db, ['a', 'b', 'c'])
    expect(await store.consented(ALICE, CLIENT_ID)).toBe('atproto')
    await store.forgetConsents(database.db, ALICE)
    expect(await store.consented(ALICE, CLIENT_ID)).toBeUndefined()
  })

  it('removes sessions, and says which were there', async () => {
    for (const id of ['a', 'b', 'c']) await store.add(sessionOf(id))
    await store.add(sessionOf('d', { did: BOB }))
    expect((await store.remove(database.db, ['a', 'x'])).sort()).toEqual(['a'])
    expect(await store.remove(database.db, ['a'])).toEqual([])
    const failing = database.work.run(async (tx) => {
      expect(await store.removeOf(tx, ALICE)).toHaveLength(2)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect((await store.removeOf(database.db, ALICE)).sort()).toEqual(['b', 'c'])
    expect(await store.find('d')).toBeDefined()
  })

  it('sweeps what has expired, so many at a time', async () => {
    for (const id of ['a', 'b', 'c']) await store.add(sessionOf(id))
    await store.add(sessionOf('d', { expiresAt: after(20) }))
    expect(await store.removeExpired(after(10), 2)).toBe(2)
    expect(await store.removeExpired(after(10), 2)).toBe(1)
    expect(await store.removeExpired(after(10), 2)).toBe(0)
    expect(await store.find('d')).toBeDefined()
  })
})
