import type { Did } from '@guildhall/syntax'
import type { InviteStore } from '../../src/account/invite.store.js'
import { PgAccountStore } from '../../src/account/pg-account.store.js'
import { PgInviteStore } from '../../src/account/pg-invite.store.js'
import type { AccountStatus } from '../../src/account/account.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => InviteStore][] = [
  ['PgInviteStore', ({ db }) => new PgInviteStore(db)],
]
const NOW = new Date('2026-01-01T00:00:00Z')

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newDid = () => `did:plc:invited${++count}` as Did

describe.each(IMPLEMENTATIONS)('InviteStore: %s', (_name, make) => {
  let store: InviteStore
  beforeAll(() => {
    store = make(database)
  })
  const add = async (uses: number, forAccount = 'admin') => {
    const code = `code-${++count}`
    await store.add(database.db, { codes: [code], uses, forAccount, createdBy: 'admin', createdAt: NOW })
    return code
  }
  const redeem = (code: string, usedBy = newDid()) =>
    database.work.run((tx) => store.redeem(tx, code, usedBy, NOW))

  it('adds codes that are alike', async () => {
    const codes = ['a-1', 'a-2', 'a-3']
    await store.add(database.db, { codes, uses: 1, forAccount: 'admin', createdBy: 'admin', createdAt: NOW })
    for (const code of codes) expect(await store.isUsable(code)).toBe(true)
    expect(await store.isUsable('a-4')).toBe(false)
    expect(await store.isUsable('A-1')).toBe(false)
  })

  it('counts uses', async () => {
    const code = await add(2)
    expect([await redeem(code), await redeem(code), await redeem(code)]).toEqual([true, true, false])
    expect(await store.isUsable(code)).toBe(false)
  })

  it('does not redeem what was never given out', async () => {
    expect(await redeem('no such code')).toBe(false)
    expect(await redeem(await add(0))).toBe(false)
  })

  it('does not count a use whose transaction is rolled back', async () => {
    const code = await add(1)
    const lost = database.work.run(async (tx) => {
      expect(await store.redeem(tx, code, newDid(), NOW)).toBe(true)
      throw new Error('the rest failed')
    })
    await expect(lost).rejects.toThrow('the rest failed')
    expect(await redeem(code)).toBe(true)
  })

  it('gives the last use to one of those who want it at once', async () => {
    const code = await add(2)
    const results = await Promise.all(Array.from({ length: 6 }, () => redeem(code)))
    expect(results.filter((redeemed) => redeemed)).toHaveLength(2)
  })

  it('does not take a code that was switched off', async () => {
    const code = await add(5)
    await database.rows('UPDATE invite_code SET disabled = true WHERE code = $1', [code])
    expect(await store.isUsable(code)).toBe(false)
    expect(await redeem(code)).toBe(false)
  })

  it.each([
    ['active', true],
    ['deactivated', true],
    ['takendown', false],
    ['suspended', false],
    ['deleted', false],
  ] as [AccountStatus, boolean][])(
    'with an owner who is %s, a code is usable: %s',
    async (status, usable) => {
      const accounts = new PgAccountStore(database.db)
      const did = newDid()
      await accounts.add(database.db, {
        did,
        handle: `${did.slice(8)}.test`,
        email: undefined,
        passwordHash: undefined,
        status: 'active',
      })
      await accounts.change(database.db, did, { status })
      expect(await store.isUsable(await add(1, did))).toBe(usable)
    },
  )

  it('remembers who used a code, and when', async () => {
    const [code, did] = [await add(1), newDid()]
    await redeem(code, did)
    expect(await database.rows('SELECT * FROM invite_code_use WHERE code = $1', [code])).toEqual([
      { code, used_by: did, used_at: NOW },
    ])
  })
})
