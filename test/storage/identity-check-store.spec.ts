import type { Did } from '@guildhall/syntax'
import { IdentityCheckStore } from '../../src/lifecycle/identity-watch/identity-check.store.js'
import { TestDatabase } from '../support/test-database.js'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const ALL = { createdBefore: day(10), checkedBefore: day(10), failedBefore: day(10) }

let database: TestDatabase
let store: IdentityCheckStore
beforeAll(async () => {
  database = await TestDatabase.open()
})
beforeEach(async () => {
  store = new IdentityCheckStore(database.db)
  await database.rows('DELETE FROM account')
  await database.rows('DELETE FROM identity_check')
})
afterAll(() => database?.close())

/** Somebody who came on a day. */
async function account(
  name: string,
  { on = 1, status = 'active', handle = `${name}.test` as string | null } = {},
) {
  const did = `did:plc:${name}` as Did
  await database.rows('INSERT INTO account (did, handle, created_at, status) VALUES ($1, $2, $3, $4)', [
    ...[did, handle, day(on), status],
  ])
  return did
}
const note = (did: Did, on: number, handleFailures = 0, nullified?: number) =>
  store.note(database.db, did, { handleFailures, nullified }, day(on))
const due = async (times: object = {}, limit = 9) =>
  (await store.due({ ...ALL, ...times }, limit)).map(({ did }) => did.replace('did:plc:', ''))

describe('IdentityCheckStore', () => {
  it('knows of nothing before it was looked, and then what was found last', async () => {
    const did = await account('ada')
    expect(await store.due(ALL, 9)).toEqual([
      { did, handle: 'ada.test', handleFailures: 0, nullified: undefined },
    ])
    await note(did, 2, 1)
    await note(did, 3, 2, 4)
    expect(await store.due(ALL, 9)).toEqual([{ did, handle: 'ada.test', handleFailures: 2, nullified: 4 }])
  })

  it('has those first that were never looked at, then those that it was longest ago', async () => {
    const [ada, bob] = [await account('ada'), await account('bob')]
    await account('new', { handle: null })
    await note(ada, 3)
    await note(bob, 2)
    expect(await due()).toEqual(['new', 'bob', 'ada'])
    expect(await due({}, 2)).toEqual(['new', 'bob'])
    expect((await store.due(ALL, 1))[0]!.handle).toBeUndefined()
  })

  it('leaves out whoever has just come, was looked at, or is not active', async () => {
    await account('late', { on: 9 })
    await account('away', { status: 'deactivated' })
    await note(await account('seen'), 8)
    await account('ada')
    expect(await due({ createdBefore: day(9), checkedBefore: day(8), failedBefore: day(8) })).toEqual(['ada'])
    expect(await due({ checkedBefore: day(9) })).toEqual(['ada', 'late', 'seen'])
  })

  it('has those sooner whose handle did not lead to them', async () => {
    await note(await account('well'), 5)
    await note(await account('ill'), 5, 1)
    const times = { checkedBefore: day(4), failedBefore: day(6) }
    expect(await due(times)).toEqual(['ill'])
    expect(await due({ ...times, failedBefore: day(5) })).toEqual([])
  })

  it('forgets an account', async () => {
    const did = await account('ada')
    await note(did, 2, 3)
    await store.erase(database.db, did)
    expect(await store.due(ALL, 9)).toMatchObject([{ did, handleFailures: 0 }])
  })
})
