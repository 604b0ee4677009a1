import type { Did } from '@guildhall/syntax'
import type { InviteTerms } from '../../src/account/invitations/invite-terms.js'
import type { InviteeStore } from '../../src/account/invitations/invitee.store.js'
import { PgInviteeStore } from '../../src/account/invitations/pg-invitee.store.js'
import { PgAccountStore } from '../../src/account/pg-account.store.js'
import { PgInviteStore } from '../../src/account/pg-invite.store.js'
import type { NewInviteCodes } from '../../src/account/invite.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => InviteeStore][] = [
  ['PgInviteeStore', ({ db }) => new PgInviteeStore(db)],
]
const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const MADE = at(1)
const OVER = at(5)

let database: TestDatabase
let codes: PgInviteStore
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
  codes = new PgInviteStore(database.db)
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('InviteeStore: %s', (_name, make) => {
  let store: InviteeStore
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    await database.rows('DELETE FROM invite_code_use')
    await database.rows('DELETE FROM invite_code')
  })

  const newDid = () => `did:plc:invitee${++count}` as Did
  const invite = async (terms: InviteTerms = {}, more: Partial<NewInviteCodes> = {}) => {
    const code = `code-${++count}`
    const to = `guest${count}@example.org`
    const letter = { to, language: 'de' } as const
    const base = { codes: [code], uses: 1, forAccount: 'admin', createdBy: 'admin', createdAt: MADE }
    await codes.add(database.db, { ...base, letter, terms: { emailPattern: to, ...terms }, ...more })
    return code
  }
  const use = (code: string, by = newDid()) => database.work.run((tx) => codes.redeem(tx, code, by, MADE))
  const revoke = (code: string, when = OVER) => codes.disable(database.db, [code], [], when)
  const addressOf = async (code: string) => {
    const found = await codes.find(code)
    return [found?.emailPattern, found?.letter?.to]
  }
  const isKept = async (code: string) => (await addressOf(code)).some((part) => part !== undefined)

  it('forgets who was invited and whose account is gone', async () => {
    const [used, open, did] = [await invite(), await invite(), newDid()]
    await use(used, did)
    await store.forget(database.db, did)
    expect([await addressOf(used), (await codes.find(used))?.uses.length]).toEqual([
      [undefined, undefined],
      1,
    ])
    expect(await isKept(open)).toBe(true)
  })

  it('forgets whom codes were for that were never used, from when they were off or over', async () => {
    const revoked = await invite()
    await revoke(revoked)
    const expired = await invite({ expiresAt: OVER })
    const expected = [revoked, expired]
    expect([await store.countUnused(OVER), await store.forgetUnused(OVER, 10)]).toEqual([0, 0])
    expect(await store.countUnused(at(6))).toBe(2)
    expect([await store.forgetUnused(at(6), 1), await store.forgetUnused(at(6), 10)]).toEqual([1, 1])
    for (const code of expected) expect(await addressOf(code)).toEqual([undefined, undefined])
    expect((await codes.find(expired))?.expiresAt).toEqual(OVER)
    expect([await store.countUnused(at(6)), await store.forgetUnused(at(6), 10)]).toEqual([0, 0])
  })

  it('does not begin anew with a code that is switched off once more', async () => {
    const code = await invite()
    await revoke(code)
    await revoke(code, at(9))
    expect(await store.countUnused(at(6))).toBe(1)
  })

  it('counts codes that an earlier release has switched off from when they were made', async () => {
    const code = await invite()
    await database.rows('UPDATE invite_code SET disabled = true WHERE code = $1', [code])
    expect([await store.countUnused(MADE), await store.countUnused(at(2))]).toEqual([0, 1])
  })

  it('keeps the address of a code that is open, was used, or is for many', async () => {
    const open = await invite()
    const used = await invite({ expiresAt: OVER })
    await use(used)
    const many = await invite({ emailPattern: '*@example.org', expiresAt: OVER }, { letter: undefined })
    expect([await store.countUnused(at(9)), await store.forgetUnused(at(9), 10)]).toEqual([0, 0])
    for (const code of [open, used, many]) expect(await isKept(code)).toBe(true)
  })

  it('keeps what has to do with an account that is held', async () => {
    const hold = async (email: string) => {
      const did = newDid()
      const handle = `${did.slice(8)}.test`
      const account = { did, handle, email, passwordHash: undefined, status: 'active' } as const
      await new PgAccountStore(database.db).add(database.db, account)
      await database.rows(
        `INSERT INTO repo (did, root, data, rev, commit_block, is_held) VALUES ($1, '', '', 'a', '', true)`,
        [did],
      )
      return did
    }
    const did = await hold('held@example.org')
    const maker = { type: 'member', id: did } as const
    const kept = [
      await invite({ expiresAt: OVER }, { maker }),
      await invite({ expiresAt: OVER }, { forAccount: did }),
      await invite({ expiresAt: OVER, emailPattern: 'held@example.org' }, { letter: undefined }),
    ]
    const other = await invite({ expiresAt: OVER })
    expect([await store.countUnused(at(9)), await store.forgetUnused(at(9), 10)]).toEqual([1, 1])
    for (const code of kept) expect(await isKept(code)).toBe(true)
    expect(await isKept(other)).toBe(false)
    await database.rows('UPDATE repo SET is_held = false WHERE did = $1', [did])
    expect(await store.forgetUnused(at(9), 10)).toBe(3)
  })
})
