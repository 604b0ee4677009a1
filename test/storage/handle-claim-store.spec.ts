import type { Did, Handle } from '@guildhall/syntax'
import type { HandleClaim, HandleClaimStore } from '../../src/lifecycle/handle-claim.store.js'
import { PgAccountDraftStore } from '../../src/lifecycle/pg-account-draft.store.js'
import { PgHandleClaimStore } from '../../src/lifecycle/pg-handle-claim.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => HandleClaimStore][] = [
  ['PgHandleClaimStore', ({ db, work }) => new PgHandleClaimStore(db, work)],
]
/** Minutes of one day. */
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes))

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const newClaim = (more: Partial<HandleClaim> = {}): HandleClaim => ({
  did: `did:plc:claimant${++count}` as Did,
  handle: `claimed${count}.test` as Handle,
  ...more,
})
const addAccount = (did: Did, handle: string) =>
  database.rows('INSERT INTO account (did, handle) VALUES ($1, $2)', [did, handle])

describe.each(IMPLEMENTATIONS)('HandleClaimStore: %s', (_name, make) => {
  let store: HandleClaimStore
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => database.rows('DELETE FROM handle_claim'))

  it('gives a handle to one account, which may claim it again, and no second one at a time', async () => {
    const claim = newClaim()
    expect(await store.claim(claim, at(0))).toBe('claimed')
    expect(await store.claim(claim, at(1))).toBe('claimed')
    expect(await store.claim(newClaim({ handle: claim.handle }), at(1))).toBe('taken')
    expect(await store.claim(newClaim({ did: claim.did }), at(1))).toBe('busy')
    await store.release(database.db, claim)
    expect(await store.claim(newClaim({ did: claim.did }), at(1))).toBe('claimed')
    expect(await store.claim(newClaim({ handle: claim.handle }), at(1))).toBe('claimed')
  })

  it('gives it to one of many who want it at a time', async () => {
    const { handle } = newClaim()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => store.claim(newClaim({ handle }), at(0))),
    )
    expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1)
  })

  it('takes no handle that an account has, except its own, and leaves no claim then', async () => {
    const claim = newClaim()
    await addAccount(claim.did, claim.handle)
    expect(await store.claim(newClaim({ handle: claim.handle }), at(0))).toBe('taken')
    expect(await store.claim(claim, at(0))).toBe('claimed')
    await store.releaseAll(database.db, claim.did)
    expect(await database.rows('SELECT FROM handle_claim')).toEqual([])
  })

  it('takes no handle of an account in the making, nor the other way round', async () => {
    const drafts = new PgAccountDraftStore(database.db)
    const draft = (handle: string) => {
      const did = `did:plc:draft${++count}` as Did
      const signingKey = { did, didKey: 'did:key:z', wrapped: Uint8Array.of(0), kekId: 'kek' }
      return { did, handle, email: `${count}@example.com`, operation: {} as never, signingKey }
    }
    const claim = newClaim()
    expect(await drafts.reserve(draft(claim.handle), at(0))).toBe('reserved')
    expect(await store.claim(claim, at(0))).toBe('taken')
    const other = newClaim()
    expect(await store.claim(other, at(0))).toBe('claimed')
    expect(await drafts.reserve(draft(other.handle), at(0))).toBe('handleTaken')
    expect(await drafts.holds(database.db, other.handle, 'x@example.com')).toMatchObject({ handle: true })
  })

  it('waits for a transaction that makes an account with the handle', async () => {
    const drafts = new PgAccountDraftStore(database.db)
    const claim = newClaim()
    let claiming: Promise<string> | undefined
    await database.work.run(async (tx) => {
      expect(await drafts.holds(tx, claim.handle, 'x@example.com')).toMatchObject({ handle: false })
      claiming = store.claim(claim, at(0))
      await tx.query({
        text: 'INSERT INTO account (did, handle) VALUES ($1, $2)',
        values: [`did:plc:first${count}`, claim.handle],
      })
    })
    expect(await claiming).toBe('taken')
  })

  it('lists what was left behind, the oldest first', async () => {
    const claims = [newClaim(), newClaim(), newClaim()]
    for (const [minutes, claim] of claims.entries()) await store.claim(claim, at(minutes))
    expect(await store.abandoned(at(2), 10)).toEqual(claims.slice(0, 2))
    expect(await store.abandoned(at(9), 1)).toEqual(claims.slice(0, 1))
    await store.claim(claims[0]!, at(10))
    expect(await store.abandoned(at(9), 10)).toEqual(claims.slice(1))
  })
})
