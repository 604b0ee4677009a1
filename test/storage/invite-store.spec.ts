import type { Did } from '@guildhall/syntax'
import { INVITE_STATES, inviteState } from '../../src/account/invite-code.js'
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
    database.work.run(async (tx) => (await store.redeem(tx, code, usedBy, NOW)) !== undefined)

  it('adds codes that are alike', async () => {
    const codes = ['a-1', 'a-2', 'a-3']
    await store.add(database.db, { codes, uses: 1, forAccount: 'admin', createdBy: 'admin', createdAt: NOW })
    for (const code of codes) expect(await store.usable(code, NOW)).toEqual({})
    expect(await store.usable('a-4', NOW)).toBeUndefined()
    expect(await store.usable('A-1', NOW)).toBeUndefined()
  })

  it('counts uses', async () => {
    const code = await add(2)
    expect([await redeem(code), await redeem(code), await redeem(code)]).toEqual([true, true, false])
    expect(await store.usable(code, NOW)).toBeUndefined()
  })

  it('does not redeem what was never given out', async () => {
    expect(await redeem('no such code')).toBe(false)
    expect(await redeem(await add(0))).toBe(false)
  })

  it('does not count a use whose transaction is rolled back', async () => {
    const code = await add(1)
    const lost = database.work.run(async (tx) => {
      expect(await store.redeem(tx, code, newDid(), NOW)).toEqual({})
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
    expect(await store.usable(code, NOW)).toBeUndefined()
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
      expect((await store.usable(await add(1, did), NOW)) !== undefined).toBe(usable)
    },
  )

  it('remembers who used a code, and when', async () => {
    const [code, did] = [await add(1), newDid()]
    await redeem(code, did)
    expect(await database.rows('SELECT * FROM invite_code_use WHERE code = $1', [code])).toEqual([
      { code, used_by: did, used_at: NOW, is_awaited: false },
    ])
  })

  describe('with terms', () => {
    const LATER = new Date('2026-01-02T00:00:00Z')
    const terms = {
      expiresAt: LATER,
      emailPattern: '*@example.org',
      handleDomain: 'example.net',
      accountClass: 'team',
      role: { id: 'help-desk', domain: 'example.net' },
    } as const
    const addLetter = async (to: string, more: object = {}) => {
      const code = `code-${++count}`
      const letter = { to, language: 'de' } as const
      const batch = { codes: [code], uses: 1, forAccount: 'admin', createdBy: 'admin', createdAt: NOW }
      await store.add(database.db, { ...batch, terms, letter, ...more })
      return code
    }

    it('gives them to whoever uses a code, until it expires', async () => {
      const code = await addLetter('a@example.org')
      expect(await store.usable(code, NOW)).toEqual(terms)
      expect(await store.usable(code, LATER)).toBeUndefined()
      const late = database.work.run((tx) => store.redeem(tx, code, newDid(), LATER))
      expect(await late).toBeUndefined()
      expect(await database.work.run((tx) => store.redeem(tx, code, newDid(), NOW))).toEqual(terms)
    })

    it('knows who was sent a code that is open, and when', async () => {
      const [open, used, other] = [
        await addLetter('open@example.org'),
        await addLetter('used@example.org'),
        await addLetter('off@example.org'),
      ]
      await redeem(used)
      await store.disable(database.db, [other], [], NOW)
      const emails = ['open@example.org', 'used@example.org', 'off@example.org', 'none@example.org']
      expect(await store.invited(emails, NOW)).toEqual(['open@example.org'])
      expect(await store.invited(emails, LATER)).toEqual([])
      expect((await store.find(open))?.letter).toEqual({ to: 'open@example.org', language: 'de' })
      await store.sent(database.db, open, NOW)
      expect(await store.find(open)).toMatchObject({ ...terms, letter: { sentAt: NOW } })
      expect(await store.find('no such code')).toBeUndefined()
    })

    it('says of each where it stands, as those do who list them', async () => {
      await database.rows('DELETE FROM invite_code_use')
      await database.rows('DELETE FROM invite_code')
      const codes: string[] = []
      for (const email of ['a', 'b', 'c', 'd']) codes.push(await addLetter(`${email}@example.org`))
      const open = await add(1)
      await redeem(codes[0]!)
      await store.disable(database.db, [codes[1]!], [], NOW)
      await store.sent(database.db, codes[2]!, NOW)
      const slice = { descending: true, after: undefined, limit: 10 }
      for (const at of [NOW, LATER]) {
        const census = await store.census(at)
        for (const is of INVITE_STATES) {
          const filter = { state: { is, at } }
          const listed = await store.list(filter, slice)
          expect(listed.map((invite) => inviteState(invite, at))).toEqual(listed.map(() => is))
          expect([await store.count(filter), listed.length]).toEqual([census[is], census[is]])
        }
      }
      expect(await store.census(LATER)).toEqual({ open: 1, used: 1, revoked: 1, expired: 2, sent: 1 })
      expect((await store.list({ state: { is: 'open', at: LATER } }, slice)).map(({ code }) => code)).toEqual(
        [open],
      )
    })
  })
})
