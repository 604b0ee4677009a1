import { randomBytes } from 'node:crypto'
import type { OauthModelStore } from '../../src/oauth/state/oauth-model.store.js'
import { PgOauthModelStore } from '../../src/oauth/state/pg-oauth-model.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => OauthModelStore][] = [
  ['PgOauthModelStore', ({ db }) => new PgOauthModelStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const AT_ONCE = 8

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('OauthModelStore: %s', (_name, make) => {
  let store: OauthModelStore
  beforeEach(() => {
    store = make(database)
  })
  const code = (id = 'a secret') => ({ kind: 'AuthorizationCode', id })
  const put = (key = code(), grantId: string | undefined = 'grant', minutes = 1) =>
    store.put({
      key,
      payload: { grantId, text: 'héllo', list: [1, null] },
      grantId,
      expiresAt: after(minutes),
    })

  it('finds what was put, by what it is and its id, until it expires', async () => {
    await put()
    expect(await store.find(code(), NOW)).toEqual({
      payload: { grantId: 'grant', text: 'héllo', list: [1, null] },
      consumedAt: undefined,
    })
    expect(await store.find({ kind: 'RefreshToken', id: 'a secret' }, NOW)).toBeUndefined()
    expect(await store.find(code('another'), NOW)).toBeUndefined()
    expect(await store.find(code(), after(1))).toBeUndefined()
  })

  it('replaces what is there', async () => {
    await put()
    await store.put({ key: code(), payload: { text: 'new' }, grantId: undefined, expiresAt: after(5) })
    expect(await store.find(code(), after(2))).toMatchObject({ payload: { text: 'new' } })
  })

  it('keeps ids as digests only', async () => {
    await put()
    const [row] = await database.rows<{ text: string }>(
      'SELECT row_to_json(oauth_model)::text AS text FROM oauth_model',
    )
    expect(row!.text).not.toContain('a secret')
    expect(row!.text).not.toContain(Buffer.from('a secret').toString('hex'))
  })

  it('marks as used once, however many ask at a time', async () => {
    await put()
    const used = await Promise.all(Array.from({ length: AT_ONCE }, () => store.consume(code(), after(0.5))))
    expect(used.filter((first) => first)).toHaveLength(1)
    expect(await store.find(code(), NOW)).toMatchObject({ consumedAt: after(0.5) })
    expect(await store.consume(code('another'), NOW)).toBe(false)
  })

  it('keeps what takes the place of another with its use, once, however many ask at a time', async () => {
    await put()
    const next = (id: string) => ({
      key: code(id),
      payload: { text: id },
      grantId: 'grant',
      expiresAt: after(1),
    })
    const names = Array.from({ length: AT_ONCE }, (_, i) => `next ${i}`)
    const kept = await Promise.all(names.map((id) => store.replace(code(), next(id), after(0.5))))
    expect(kept.filter((first) => first)).toHaveLength(1)
    expect(await store.find(code(), NOW)).toMatchObject({ consumedAt: after(0.5) })
    const found = await Promise.all(names.map((id) => store.find(code(id), NOW)))
    expect(found.map((model) => model !== undefined)).toEqual(kept)
    expect(found[kept.indexOf(true)]).toEqual({
      payload: { text: names[kept.indexOf(true)] },
      consumedAt: undefined,
    })
    expect(await store.replace(code('another'), next('none'), NOW)).toBe(false)
    expect(await store.find(code('none'), NOW)).toBeUndefined()
  })

  it('binds to one browser, once or again, and not when it was used', async () => {
    const [one, other] = [randomBytes(32), randomBytes(32)]
    await put()
    expect(await store.bind(code(), one)).toBe(true)
    expect(await store.bind(code(), one)).toBe(true)
    expect(await store.bind(code(), other)).toBe(false)
    expect(await store.bind(code('another'), one)).toBe(false)
    await store.consume(code(), NOW)
    expect(await store.bind(code(), one)).toBe(false)
  })

  it('binds to one of several browsers that come at a time', async () => {
    await put()
    const bound = await Promise.all(
      Array.from({ length: AT_ONCE }, () => store.bind(code(), randomBytes(32))),
    )
    expect(bound.filter((first) => first)).toHaveLength(1)
  })

  it('removes one, and all of grants as part of whatever it is for', async () => {
    for (const id of ['a', 'b', 'c']) await put(code(id), id)
    await put(code('none'), undefined)
    await store.remove(code('a'))
    const failing = database.work.run(async (tx) => {
      await store.removeGrants(tx, ['b', 'c'])
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await store.find(code('b'), NOW)).toBeDefined()
    await store.removeGrants(database.db, ['b', 'x'])
    const found = ['a', 'b', 'c', 'none'].map(async (id) => (await store.find(code(id), NOW)) !== undefined)
    expect(await Promise.all(found)).toEqual([false, false, true, true])
  })

  it('sweeps what has expired, so many at a time', async () => {
    for (const id of ['a', 'b', 'c']) await put(code(id), id, 1)
    await put(code('d'), 'd', 2)
    expect(await store.removeExpired(after(1), 2)).toBe(2)
    expect(await store.removeExpired(after(1), 2)).toBe(1)
    expect(await store.removeExpired(after(1), 2)).toBe(0)
    expect(await store.find(code('d'), after(1))).toBeDefined()
  })
})
