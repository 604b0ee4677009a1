import { createHash } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { LastSeen } from '../../src/account/index.js'
import { PgAppPasswordStore } from '../../src/account/pg-app-password.store.js'
import { PgRefreshTokenStore } from '../../src/auth/pg-refresh-token.store.js'
import type { RefreshTokenStore } from '../../src/auth/refresh-token.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => RefreshTokenStore][] = [
  ['PgRefreshTokenStore', ({ db }) => new PgRefreshTokenStore(db, { note: () => {} } as unknown as LastSeen)],
]
const MINUTE_MS = 60_000
const SESSION = 'the session'
const NOW = new Date('2026-01-01T12:00:00Z')
const NOWHERE = { ip: undefined, userAgent: undefined }
const after = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS)

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newKey = () => createHash('sha256').update(String(++count)).digest()

describe.each(IMPLEMENTATIONS)('RefreshTokenStore: %s', (_name, make) => {
  let store: RefreshTokenStore
  let did: Did
  let key: Buffer
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    did = `did:plc:session${++count}` as Did
    key = newKey()
  })

  const add = (more: { key?: Buffer; sessionId?: string; expiresAt?: Date; appPasswordName?: string } = {}) =>
    store.add(database.db, more.key ?? key, {
      did,
      sessionId: more.sessionId ?? SESSION,
      expiresAt: more.expiresAt ?? after(60),
      appPasswordName: more.appPasswordName,
      passwordHash: undefined,
      place: NOWHERE,
    })
  const rotate = (more: Partial<Parameters<RefreshTokenStore['rotate']>[0]> = {}) =>
    store.rotate({
      did,
      key,
      successorKey: newKey(),
      now: NOW,
      graceEnd: after(2),
      successorExpiresAt: after(90),
      appPasswordUseNotedAfter: after(-5),
      place: NOWHERE,
      ...more,
    })
  const stored = (of: Buffer = key) =>
    database.rows<{ expires_at: Date; rotated_at: Date | null }>(
      'SELECT expires_at, rotated_at FROM refresh_token WHERE id = $1',
      [of],
    )

  it('replaces a token by its successor, and keeps the old one for the time of grace', async () => {
    await add()
    const successorKey = newKey()
    expect(await rotate({ successorKey })).toEqual({ sessionId: SESSION, appPassword: undefined })
    expect(await stored()).toEqual([{ expires_at: after(2), rotated_at: NOW }])
    expect(await stored(successorKey)).toEqual([{ expires_at: after(90), rotated_at: null }])
    expect(await rotate({ now: after(1), successorKey })).toEqual({
      sessionId: SESSION,
      appPassword: undefined,
    })
    expect(await rotate({ now: after(2), successorKey })).toBeUndefined()
    expect(await rotate({ key: successorKey, now: after(2) })).toEqual({
      sessionId: SESSION,
      appPassword: undefined,
    })
  })

  it('lists a session once, whatever became of its tokens, and none that has ended', async () => {
    // A session begins when the database says so.
    const later = new Date(Date.now() + 60_000)
    const end = new Date(later.getTime() + 60_000)
    await add({ expiresAt: end })
    await rotate({ now: later, graceEnd: end, successorExpiresAt: end })
    await add({ key: newKey(), sessionId: 'ended', expiresAt: later })
    const listed = await store.listOf(did, later)
    expect(listed).toEqual([
      {
        sessionId: SESSION,
        appPasswordName: undefined,
        openedAt: expect.any(Date),
        usedAt: later,
        expiresAt: end,
      },
    ])
    expect(listed[0]!.usedAt.getTime()).toBeGreaterThanOrEqual(listed[0]!.openedAt.getTime())
    await store.removeOf(database.db, did)
    expect(await store.listOf(did, later)).toEqual([])
  })

  it('counts the time of grace from the first use', async () => {
    await add()
    await rotate()
    await rotate({ now: after(1), graceEnd: after(3) })
    expect(await stored()).toEqual([{ expires_at: after(2), rotated_at: NOW }])
  })

  it('does not prolong a token that ends before the time of grace', async () => {
    await add({ expiresAt: after(1) })
    await rotate()
    expect(await stored()).toEqual([{ expires_at: after(1), rotated_at: NOW }])
  })

  it('makes one successor, however many ask at once', async () => {
    await add()
    const successorKey = newKey()
    const results = await Promise.all(Array.from({ length: 5 }, () => rotate({ successorKey })))
    expect(results).toEqual(Array.from({ length: 5 }, () => ({ sessionId: SESSION, appPassword: undefined })))
    expect(await stored(successorKey)).toHaveLength(1)
  })

  it('does not rotate what is unknown, expired, revoked or of another account', async () => {
    expect(await rotate()).toBeUndefined()
    await add({ expiresAt: NOW })
    expect(await rotate()).toBeUndefined()
    key = newKey()
    await add()
    expect(await rotate({ did: 'did:plc:else' as Did })).toBeUndefined()
    await store.removeOf(database.db, did)
    expect(await rotate()).toBeUndefined()
    expect(await database.rows('SELECT FROM refresh_token WHERE did = $1', ['did:plc:else'])).toEqual([])
  })

  describe('of an app password', () => {
    const passwords = () => new PgAppPasswordStore(database.db)
    it('are known as such, and end with it', async () => {
      await addPassword('phone', { privileged: true })
      await add({ appPasswordName: 'phone' })
      const successorKey = newKey()
      expect(await rotate({ successorKey })).toEqual({
        sessionId: SESSION,
        appPassword: { name: 'phone', privileged: true, expiresAt: undefined },
      })
      await passwords().remove(database.db, did, 'phone')
      expect(await rotate({ key: successorKey })).toBeUndefined()
    })

    it('do not outlive it', async () => {
      await addPassword('phone', { privileged: true, expiresAt: after(30) })
      await add({ appPasswordName: 'phone' })
      const successorKey = newKey()
      expect(await rotate({ successorKey })).toMatchObject({ appPassword: { expiresAt: after(30) } })
      expect(await stored(successorKey)).toEqual([{ expires_at: after(30), rotated_at: null }])
      expect(await rotate({ now: after(30), graceEnd: after(60) })).toBeUndefined()
    })

    it('do not wait for whoever is about to take it back', async () => {
      await addPassword('phone')
      await add({ appPasswordName: 'phone' })
      await database.work.run(async (tx) => {
        await passwords().remove(tx, did, 'phone')
        expect(await rotate()).toMatchObject({ appPassword: { name: 'phone' } })
        expect(await store.removeOf(tx, did, 'phone')).toEqual([SESSION])
      })
      expect(await rotate()).toBeUndefined()
    })

    it('note that it is used, not every time', async () => {
      await addPassword('phone', { privileged: true })
      await add({ appPasswordName: 'phone' })
      const lastUse = async () => (await passwords().list(did))[0]!.lastUsedAt
      const successorKey = newKey()
      await rotate({ successorKey })
      expect(await lastUse()).toEqual(NOW)
      await rotate({ successorKey, now: after(1), appPasswordUseNotedAfter: after(-4) })
      expect(await lastUse()).toEqual(NOW)
      await rotate({ key: successorKey, now: after(5), appPasswordUseNotedAfter: NOW })
      expect(await lastUse()).toEqual(after(5))
    })
  })

  const left = async (keys: readonly Buffer[]) =>
    (await Promise.all(keys.map(stored))).map(({ length }) => length)

  it.each(['id', 'tokens'])('removes one session, which is known by its %s, and no other', async (by) => {
    const [first, second, other] = [newKey(), newKey(), newKey()]
    await add({ key: first })
    await rotate({ key: first, successorKey: second })
    await add({ key: other, sessionId: 'another' })
    const remove = (of: Did) =>
      by === 'id'
        ? store.removeSession(database.db, of, newKey(), SESSION)
        : store.removeSession(database.db, of, second, undefined)
    expect(await remove('did:plc:else' as Did)).toEqual([])
    expect(await remove(did)).toEqual([SESSION])
    expect(await left([first, second, other])).toEqual([0, 0, 1])
    expect(await remove(did)).toEqual([])
  })

  const addPassword = (name: string, more: { privileged?: boolean; expiresAt?: Date } = {}) => {
    const password = { name, privileged: false, createdAt: NOW, expiresAt: undefined, ...more }
    return new PgAppPasswordStore(database.db).add(did, password, `hash of ${name}`)
  }

  it('removes all of an account, or those of an app password, and says which sessions', async () => {
    for (const name of ['phone', 'tablet']) await addPassword(name)
    const keys = [newKey(), newKey(), newKey(), newKey()] as const
    await add({ key: keys[0], sessionId: 'a' })
    await add({ key: keys[1], sessionId: 'b', appPasswordName: 'phone' })
    await add({ key: keys[2], sessionId: 'b', appPasswordName: 'phone' })
    await add({ key: keys[3], sessionId: 'c', appPasswordName: 'tablet' })
    expect(await store.removeOf(database.db, 'did:plc:else' as Did)).toEqual([])
    expect(await store.removeOf(database.db, did, 'watch')).toEqual([])
    expect(await left(keys)).toEqual([1, 1, 1, 1])
    expect(await store.removeOf(database.db, did, 'phone')).toEqual(['b'])
    expect(await left(keys)).toEqual([1, 0, 0, 1])
    expect((await store.removeOf(database.db, did)).sort()).toEqual(['a', 'c'])
    expect(await left(keys)).toEqual([0, 0, 0, 0])
  })

  it('takes a token of before sessions had ids for the beginning of one', async () => {
    await database.rows('INSERT INTO refresh_token (id, did, expires_at) VALUES ($1, $2, $3)', [
      key,
      did,
      after(60),
    ])
    const sessionId = key.toString('hex')
    const [second, third] = [newKey(), newKey()]
    expect(await rotate({ successorKey: second })).toEqual({ sessionId, appPassword: undefined })
    expect(await rotate({ key: second, successorKey: third })).toEqual({ sessionId, appPassword: undefined })
    expect(await store.removeSession(database.db, did, key, undefined)).toEqual([sessionId])
    expect(await left([key, second, third])).toEqual([0, 0, 0])
  })

  describe('adding a session', () => {
    const account = (passwordHash: string) =>
      database.rows(
        `INSERT INTO account (did, handle, password_hash, status, created_at) VALUES ($1, $2, $3, 'active', now())`,
        [did, `${did.slice('did:plc:'.length)}.test`, passwordHash],
      )
    const open = (more: { passwordHash?: string; appPasswordName?: string }) =>
      store.add(database.db, key, {
        did,
        sessionId: SESSION,
        expiresAt: after(60),
        appPasswordName: more.appPasswordName,
        passwordHash: more.passwordHash,
        place: NOWHERE,
      })

    it('takes the password that was checked to be the present one', async () => {
      await account('the hash')
      expect(await open({ passwordHash: 'a former hash' })).toBe(false)
      expect(await stored()).toEqual([])
      expect(await open({ passwordHash: 'the hash' })).toBe(true)
    })

    it('takes the app password to be still there', async () => {
      expect(await open({ appPasswordName: 'phone' })).toBe(false)
      await addPassword('phone')
      expect(await open({ appPasswordName: 'phone' })).toBe(true)
    })

    it('waits for whoever is about to replace the password, and then adds nothing', async () => {
      await account('the hash')
      let opening: Promise<boolean> | undefined
      await database.work.run(async (tx) => {
        await tx.query({ text: 'UPDATE account SET password_hash = $2 WHERE did = $1', values: [did, 'new'] })
        opening = open({ passwordHash: 'the hash' })
        await lockWaited()
        await store.removeOf(tx, did)
      })
      expect(await opening).toBe(false)
      expect(await stored()).toEqual([])
    })

    /** Somebody waits for a lock. */
    async function lockWaited(): Promise<void> {
      const waiting = () =>
        database.rows(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })

  it('sweeps what has expired, so many at a time', async () => {
    const early = new Date('2020-01-01T00:00:00Z')
    for (let i = 0; i < 3; i++) await add({ key: newKey(), expiresAt: early })
    await add()
    expect(await store.removeExpired(early, 2)).toBe(2)
    expect(await store.removeExpired(early, 2)).toBe(1)
    expect(await store.removeExpired(early, 2)).toBe(0)
    expect(await stored()).toHaveLength(1)
  })

  describe('lists sessions', () => {
    const HERE = { ip: '203.0.113.7', userAgent: 'okhttp/4' }

    it('each once, from where and when it was used last, and none that is over', async () => {
      // Sessions are opened by the clock of the database.
      const [used, end] = [new Date('2100-01-01T00:00:00Z'), new Date('2100-04-01T00:00:00Z')]
      await add({ sessionId: 'one', expiresAt: end })
      await add({ key: newKey(), sessionId: 'over', expiresAt: NOW })
      await rotate({ now: used, graceEnd: used, successorExpiresAt: end, place: HERE })
      const [one, ...more] = await store.listOf(did, NOW)
      expect(more).toEqual([])
      expect(one).toMatchObject({ sessionId: 'one', usedAt: used, appPasswordName: undefined, ...HERE })
      expect(one!.openedAt.getTime()).toBeLessThan(used.getTime())
    })

    it('of nobody else', async () => {
      await add()
      expect(await store.listOf('did:plc:somebodyelse' as Did, NOW)).toEqual([])
    })
  })
})
