import { parseDid } from '@guildhall/syntax'
import type { OauthSession } from '../../src/oauth/sessions/oauth-session.store.js'
import { PgOauthSessionStore } from '../../src/oauth/sessions/pg-oauth-session.store.js'
import { PgPresentedTokenStore } from '../../src/oauth/sessions/pg-presented-token.store.js'
import type { PresentedTokenStore } from '../../src/oauth/sessions/presented-token.store.js'
import { PgOauthModelStore } from '../../src/oauth/state/pg-oauth-model.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => PresentedTokenStore][] = [
  ['PgPresentedTokenStore', ({ db }) => new PgPresentedTokenStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const TOKEN = { kind: 'RefreshToken', id: 'a secret' }
const SESSION: OauthSession = {
  id: 'grant',
  did: parseDid('did:web:alice.example'),
  clientId: 'https://app.example.com/client.json',
  deviceId: Buffer.from('browser'),
  scope: 'atproto',
  dpopThumbprint: 'thumbprint',
  clientAuth: { method: 'none' },
  createdAt: NOW,
  expiresAt: after(10),
}

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('PresentedTokenStore: %s', (_name, make) => {
  let store: PresentedTokenStore
  let models: PgOauthModelStore
  let sessions: PgOauthSessionStore
  beforeEach(async () => {
    store = make(database)
    models = new PgOauthModelStore(database.db)
    sessions = new PgOauthSessionStore(database.db)
    await put(TOKEN, 'grant', 5)
  })
  const put = (key: { kind: string; id: string }, grantId: string | undefined, minutes: number) =>
    models.put({ key, payload: { grantId, of: key.kind }, grantId, expiresAt: after(minutes) })
  const token = { payload: { grantId: 'grant', of: 'RefreshToken' }, consumedAt: undefined }

  it('finds a token with its grant and its session', async () => {
    await put({ kind: 'Grant', id: 'grant' }, 'grant', 20)
    await put({ kind: 'Grant', id: 'another' }, 'another', 20)
    await sessions.add(SESSION)
    await sessions.add({ ...SESSION, id: 'another' })
    expect(await store.find(TOKEN, NOW)).toEqual({
      token,
      grant: { payload: { grantId: 'grant', of: 'Grant' }, consumedAt: undefined },
      session: { ...SESSION, usedAt: NOW },
    })
  })

  it('finds a token without what has ended', async () => {
    expect(await store.find(TOKEN, NOW)).toEqual({ token, grant: undefined, session: undefined })
    await put({ kind: 'Grant', id: 'grant' }, 'grant', 1)
    expect(await store.find(TOKEN, after(1))).toEqual({ token, grant: undefined, session: undefined })
  })

  it('says when a token was used', async () => {
    await models.consume(TOKEN, after(2))
    expect(await store.find(TOKEN, NOW)).toMatchObject({ token: { consumedAt: after(2) } })
  })

  it('finds nothing that is of another kind, unknown or expired', async () => {
    expect(await store.find({ ...TOKEN, kind: 'AuthorizationCode' }, NOW)).toBeUndefined()
    expect(await store.find({ ...TOKEN, id: 'another' }, NOW)).toBeUndefined()
    expect(await store.find(TOKEN, after(5))).toBeUndefined()
  })
})
