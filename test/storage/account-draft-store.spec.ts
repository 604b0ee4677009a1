import type { PlcOperation } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { PgAccountStore } from '../../src/account/pg-account.store.js'
import type { AccountDraft, AccountDraftStore } from '../../src/lifecycle/account-draft.store.js'
import { PgAccountDraftStore } from '../../src/lifecycle/pg-account-draft.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => AccountDraftStore][] = [
  ['PgAccountDraftStore', ({ db }) => new PgAccountDraftStore(db)],
]
/** Minutes of one day. */
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes))

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

function draft(more: Partial<AccountDraft> = {}): AccountDraft {
  const name = `draft${++count}`
  const did = `did:plc:${name}` as Did
  return {
    did,
    handle: `${name}.test`,
    email: `${name}@example.com`,
    operation: { type: 'plc_operation', prev: null } as PlcOperation,
    signingKey: { did, didKey: 'did:key:z', wrapped: Uint8Array.of(0, 1, 255), kekId: 'kek' },
    ...more,
  }
}

describe.each(IMPLEMENTATIONS)('AccountDraftStore: %s', (_name, make) => {
  let store: AccountDraftStore
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => database.rows('DELETE FROM account_draft'))
  const finish = (did: Did) => database.work.run((tx) => store.finish(tx, did))

  it('reserves handle and address', async () => {
    const { handle, email, ...rest } = draft()
    expect(await store.reserve({ handle, email, ...rest }, at(0))).toBe('reserved')
    expect(await store.holds(database.db, handle, 'free@example.com')).toEqual({ handle: true, email: false })
    expect(await store.holds(database.db, 'free.test', email)).toEqual({ handle: false, email: true })
    expect(await store.holds(database.db, 'free.test', 'free@example.com')).toEqual({
      handle: false,
      email: false,
    })
  })

  it('keeps what a crash must not lose', async () => {
    const made = draft()
    await store.reserve(made, at(0))
    const [row] = await database.rows('SELECT * FROM account_draft WHERE did = $1', [made.did])
    expect(row).toMatchObject({
      signing_key_did: 'did:key:z',
      signing_key_wrapped: Buffer.from([0, 1, 255]),
      signing_key_kek_id: 'kek',
      plc_operation: made.operation,
      created_at: at(0),
    })
  })

  it('says what is in the way of a draft, and leaves nothing of it', async () => {
    const first = draft()
    await store.reserve(first, at(0))
    expect(await store.reserve(draft({ handle: first.handle }), at(1))).toBe('handleTaken')
    expect(await store.reserve(draft({ email: first.email }), at(1))).toBe('emailTaken')
    const account = draft()
    await new PgAccountStore(database.db).add(database.db, {
      ...account,
      passwordHash: undefined,
      status: 'active',
    })
    expect(await store.reserve(draft({ handle: account.handle }), at(1))).toBe('handleTaken')
    expect(await store.reserve(draft({ email: account.email }), at(1))).toBe('emailTaken')
    expect(await database.rows('SELECT did FROM account_draft')).toEqual([{ did: first.did }])
  })

  it('gives a handle to one of those who want it at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => store.reserve(draft({ handle: 'wanted.test' }), at(0))),
    )
    expect(outcomes.sort()).toEqual(['handleTaken', 'handleTaken', 'handleTaken', 'reserved'])
  })

  it('does not turn away all who want an address at once', async () => {
    // More than one may pass: which of them becomes an account is decided by the accounts.
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => store.reserve(draft({ email: 'wanted@example.com' }), at(0))),
    )
    expect(outcomes).toContain('reserved')
  })

  it('is finished once', async () => {
    const { did, handle, email } = draft()
    await store.reserve(draft({ did, handle, email }), at(0))
    expect(await finish(did)).toBe(true)
    expect(await finish(did)).toBe(false)
    expect(await store.holds(database.db, handle, email)).toEqual({ handle: false, email: false })
  })

  it('given up, frees handle and address, cannot be finished, and stays to be undone', async () => {
    const made = draft()
    await store.reserve(made, at(0))
    await store.giveUp(made.did, at(1))
    expect(await store.reserve(draft({ handle: made.handle, email: made.email }), at(2))).toBe('reserved')
    expect(await finish(made.did)).toBe(false)
    expect(await store.claimAbandoned(at(2), at(2), 10)).toEqual([made.did])
    await store.remove(made.did)
    expect(await store.claimAbandoned(at(10), at(10), 10)).not.toContain(made.did)
  })

  it('is claimed by one caller when nobody has touched it for a while', async () => {
    const [old, older, young] = [draft(), draft(), draft()]
    await store.reserve(old, at(1))
    await store.reserve(older, at(0))
    await store.reserve(young, at(5))
    expect(await store.claimAbandoned(at(5), at(6), 1)).toEqual([older.did])
    const claims = await Promise.all([1, 2, 3].map(() => store.claimAbandoned(at(5), at(6), 10)))
    expect(claims.flat()).toEqual([old.did])
    expect([await finish(old.did), await finish(young.did)]).toEqual([false, true])
    expect((await store.claimAbandoned(at(7), at(8), 10)).sort()).toEqual([old.did, older.did].sort())
  })
})
