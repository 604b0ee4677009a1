import { randomBytes } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { Clock, Random } from '../telemetry/index.js'
import { configOf } from '../config/index.js'
import { AccountConfig } from './account.config.js'
import { type AppPassword, AppPasswordStore, type AppPasswordUsage } from './app-password.store.js'
import { AppPasswords } from './app-passwords.js'
import type { Passwords } from './passwords.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const NOW_MS = Date.UTC(2026, 0, 1)
const TX = {} as Queryable

class MemoryStore extends AppPasswordStore {
  readonly usages: AppPasswordUsage[] = []
  readonly rows = new Map<string, { password: AppPassword; hash: string }>()

  override async add(did: Did, password: AppPassword, hash: string): Promise<boolean> {
    if (this.rows.has(`${did} ${password.name}`)) return false
    this.rows.set(`${did} ${password.name}`, { password, hash })
    return true
  }

  override async use(did: Did, hash: string, usage: AppPasswordUsage) {
    this.usages.push(usage)
    const found = [...this.rows].find(([key, row]) => key.startsWith(did) && row.hash === hash)
    return found && { ...found[1].password, isFirstUse: this.usages.length === 1 }
  }

  override async list(did: Did) {
    return [...this.rows]
      .filter(([key]) => key.startsWith(did))
      .map(([, { password }]) => ({ ...password, lastUsedAt: undefined }))
  }

  override async remove(_on: Queryable, did: Did, name: string): Promise<boolean> {
    return this.rows.delete(`${did} ${name}`)
  }

  override async removeAll(_on: Queryable, did: Did): Promise<string[]> {
    const keys = [...this.rows.keys()].filter((key) => key.startsWith(did))
    for (const key of keys) this.rows.delete(key)
    return keys.map((key) => key.slice(did.length + 1))
  }

  override removeExpired(): Promise<number> {
    return Promise.resolve(0)
  }
}

function setUp(appPasswordLifetimeMs?: number) {
  const store = new MemoryStore()
  const passwords = {
    hashWith: async (salt: string, secret: string) => `${salt}:${secret}`,
  } as unknown as Passwords
  const random = { bytes: randomBytes } as unknown as Random
  const config = configOf(AccountConfig, appPasswordLifetimeMs === undefined ? {} : { appPasswordLifetimeMs })
  const clock = { nowMs: () => NOW_MS } as Clock
  return { store, appPasswords: new AppPasswords(store, passwords, clock, random, config) }
}

describe('AppPasswords', () => {
  test('makes a secret of the known shape and finds it again, for its account only', async () => {
    const { appPasswords } = setUp()
    const { secret, ...made } = await appPasswords.create(ALICE, 'reader', true)
    expect(made).toEqual({
      name: 'reader',
      privileged: true,
      createdAt: new Date(NOW_MS),
      expiresAt: undefined,
    })
    expect(secret).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    expect(appPasswords.looksLike(secret)).toBe(true)
    expect(await appPasswords.use(ALICE, secret)).toMatchObject({ name: 'reader' })
    expect(await appPasswords.use(BOB, secret)).toBeUndefined()
    expect(await appPasswords.use(ALICE, 'aaaa-aaaa-aaaa-aaaa')).toBeUndefined()
  })

  test('lives as long as the operator lets it', async () => {
    const { appPasswords } = setUp(90_000)
    const { expiresAt } = await appPasswords.create(ALICE, 'reader', false)
    expect(expiresAt).toEqual(new Date(NOW_MS + 90_000))
  })

  test('its use is noted once in five minutes', async () => {
    const { appPasswords, store } = setUp()
    await appPasswords.use(ALICE, 'aaaa-aaaa-aaaa-aaaa')
    expect(store.usages).toEqual([{ now: new Date(NOW_MS), notedAfter: new Date(NOW_MS - 300_000) }])
  })

  test('the secret is not shown again', async () => {
    const { appPasswords } = setUp()
    await appPasswords.create(ALICE, 'reader', false)
    expect(await appPasswords.list(ALICE)).toEqual([
      {
        name: 'reader',
        privileged: false,
        createdAt: new Date(NOW_MS),
        expiresAt: undefined,
        lastUsedAt: undefined,
      },
    ])
  })

  test('accounts are salted differently', async () => {
    const { appPasswords, store } = setUp()
    await appPasswords.create(ALICE, 'a', false)
    await appPasswords.create(BOB, 'a', false)
    const salts = [...store.rows.values()].map(({ hash }) => hash.split(':')[0])
    expect(new Set(salts).size).toBe(2)
  })

  test('a name is used once per account', async () => {
    const { appPasswords } = setUp()
    await appPasswords.create(ALICE, 'reader', false)
    await appPasswords.create(BOB, 'reader', false)
    const refused = { code: 'InvalidRequest', kind: 'conflict' }
    await expect(appPasswords.create(ALICE, 'reader', true)).rejects.toMatchObject(refused)
  })

  test.each(['x', 'a name with blanks', 'ü🦋', 'x'.repeat(256)])('%j is a name', async (name) => {
    const { appPasswords, store } = setUp()
    await appPasswords.create(ALICE, name, false)
    await appPasswords.remove(TX, ALICE, name)
    expect(store.rows.size).toBe(0)
  })

  test.each(['', '  ', 'x'.repeat(257), 'a\u0000b', 'a\nb', '\u0085'])('%j is no name', async (name) => {
    const { appPasswords, store } = setUp()
    const refused = { code: 'InvalidRequest', kind: 'invalid' }
    await expect(appPasswords.create(ALICE, name, false)).rejects.toMatchObject(refused)
    await expect(appPasswords.remove(TX, ALICE, name)).rejects.toMatchObject(refused)
    expect(store.rows.size).toBe(0)
  })
})
