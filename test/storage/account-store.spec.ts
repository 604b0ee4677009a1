import type { Did } from '@guildhall/syntax'
import { AccountExists, EmailTaken, HandleTaken } from '../../src/account/account.errors.js'
import type { AccountStore } from '../../src/account/account.store.js'
import type { NewAccount } from '../../src/account/account.js'
import { ACCOUNT_CHANGED, PgAccountStore } from '../../src/account/pg-account.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => AccountStore][] = [
  ['PgAccountStore', ({ db }) => new PgAccountStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

/** Somebody whom no other test knows. */
function somebody(more: Partial<NewAccount> = {}): NewAccount {
  const name = `user${++count}`
  return {
    did: `did:plc:${name}` as Did,
    handle: `${name}.test`,
    email: `${name}@example.com`,
    passwordHash: `hash of ${name}`,
    status: 'active',
    ...more,
  }
}

describe.each(IMPLEMENTATIONS)('AccountStore: %s', (_name, make) => {
  let store: AccountStore
  beforeAll(() => {
    store = make(database)
  })
  const add = async (more: Partial<NewAccount> = {}) => {
    const account = somebody(more)
    await database.work.run((tx) => store.add(tx, account))
    return account
  }

  test('renews the hash of a password as long as it is the one that was looked at', async () => {
    const { did } = await add({ passwordHash: 'former' })
    const hashOf = async () => (await store.findWithPassword({ did }))?.passwordHash
    expect([await store.renewPasswordHash(did, 'other', 'new'), await hashOf()]).toEqual([false, 'former'])
    expect([await store.renewPasswordHash(did, 'former', 'new'), await hashOf()]).toEqual([true, 'new'])
  })

  it('finds by DID, by handle and by address, whatever their case', async () => {
    const { did, handle, email } = await add()
    const found = await store.find({ did })
    expect(found).toEqual({
      did,
      handle,
      email,
      emailConfirmedAt: undefined,
      createdAt: expect.any(Date),
      status: 'active',
      takedownRef: undefined,
      suspendedUntil: undefined,
      deactivatedAt: undefined,
      deleteAfter: undefined,
      lockedAt: undefined,
      invitesDisabled: false,
      emailAuthFactor: false,
      language: undefined,
    })
    expect(await store.find({ handle: handle.toUpperCase() })).toEqual(found)
    expect(await store.find({ email: email!.toUpperCase() })).toEqual(found)
    expect(await store.find({ did: did.toUpperCase() as Did })).toBeUndefined()
  })

  it('keeps the language in which somebody is met', async () => {
    const { did } = await add({ language: 'de' })
    expect(await store.find({ did })).toMatchObject({ language: 'de' })
    // Of a later release, which has letters in more languages.
    await database.db.query({ text: `UPDATE account SET language = 'tlh' WHERE did = $1`, values: [did] })
    expect(await store.find({ did })).toMatchObject({ language: undefined })
  })

  it('finds nobody', async () => {
    expect(await store.find({ did: 'did:plc:nobody' as Did })).toBeUndefined()
    expect(await store.find({ handle: 'nobody.test' })).toBeUndefined()
    expect(await store.find({ email: 'nobody@example.com' })).toBeUndefined()
    expect(await store.findWithPassword({ handle: 'nobody.test' })).toBeUndefined()
  })

  it('gives the hash of the password only when it is asked for', async () => {
    const { did, handle, passwordHash } = await add()
    expect(JSON.stringify(await store.find({ did }))).not.toContain(passwordHash)
    expect(await store.findWithPassword({ handle })).toEqual({
      account: expect.objectContaining({ did }),
      passwordHash,
    })
    const other = await add({ passwordHash: undefined, email: undefined })
    expect(await store.findWithPassword({ did: other.did })).toMatchObject({ passwordHash: undefined })
    expect(await store.find({ did: other.did })).toMatchObject({ email: undefined })
  })

  it('keeps one account per DID, handle and address, in any case', async () => {
    const { did, handle, email } = await add()
    await expect(add({ did })).rejects.toThrow(AccountExists)
    await expect(add({ handle: handle.toUpperCase() })).rejects.toThrow(HandleTaken)
    await expect(add({ email: email!.toUpperCase() })).rejects.toThrow(EmailTaken)
    expect(await store.taken(handle.toUpperCase(), 'free@example.com')).toEqual({
      handle: true,
      email: false,
    })
    expect(await store.taken('free.test', email!.toUpperCase())).toEqual({ handle: false, email: true })
    expect(await store.taken('free.test', undefined)).toEqual({ handle: false, email: false })
  })

  it('lets any number of accounts do without an address', async () => {
    await add({ email: undefined })
    await expect(add({ email: undefined })).resolves.toBeDefined()
  })

  it('adds with the transaction, or not at all', async () => {
    const account = somebody()
    const lost = database.work.run(async (tx) => {
      await store.add(tx, account)
      throw new Error('the rest failed')
    })
    await expect(lost).rejects.toThrow('the rest failed')
    expect(await store.find({ did: account.did })).toBeUndefined()
  })

  it('dates the deactivation of an account that begins deactivated', async () => {
    const { did } = await add({ status: 'deactivated' })
    expect(await store.find({ did })).toMatchObject({
      status: 'deactivated',
      deactivatedAt: expect.any(Date),
    })
  })

  it('changes what is named, and takes away with null', async () => {
    const { did, email } = await add()
    const confirmedAt = new Date('2026-01-02T03:04:05.678Z')
    expect(
      await store.change(database.db, did, { emailConfirmedAt: confirmedAt, invitesDisabled: true }),
    ).toBe(true)
    expect(await store.find({ did })).toMatchObject({
      email,
      emailConfirmedAt: confirmedAt,
      invitesDisabled: true,
    })
    await store.change(database.db, did, { status: 'takendown', takedownRef: 'because', handle: null })
    const changed = await store.find({ did })
    expect(changed).toMatchObject({
      status: 'takendown',
      takedownRef: 'because',
      emailConfirmedAt: confirmedAt,
    })
    expect(changed!.handle).toBeUndefined()
    expect(await store.change(database.db, did, {})).toBe(true)
  })

  it('says when there is nobody to change', async () => {
    expect(await store.change(database.db, 'did:plc:nobody' as Did, { invitesDisabled: true })).toBe(false)
  })

  it('does not give somebody what another has', async () => {
    const [{ did }, other] = [await add(), await add()]
    const change = (what: object) => store.change(database.db, did, what)
    await expect(change({ handle: other.handle })).rejects.toThrow(HandleTaken)
    await expect(change({ email: other.email })).rejects.toThrow(EmailTaken)
  })

  it('refuses a status that it does not know, as the fault it is', async () => {
    const { did } = await add()
    await expect(store.change(database.db, did, { status: 'sleeping' as never })).rejects.toMatchObject({
      constraint: 'account_status_check',
    })
  })

  it('tells the nodes about a change and a removal, once committed', async () => {
    const { did } = await add()
    const told = await database.heard(ACCOUNT_CHANGED, async () => {
      await store.change(database.db, did, { invitesDisabled: true })
      await store.change(database.db, 'did:plc:nobody' as Did, { invitesDisabled: true })
      await database.work
        .run(async (tx) => {
          await store.remove(tx, did)
          throw new Error('rolled back')
        })
        .catch(() => undefined)
    })
    expect(told).toEqual([did])
    expect(await database.heard(ACCOUNT_CHANGED, () => store.remove(database.db, did))).toEqual([did])
    expect(await store.find({ did })).toBeUndefined()
    await expect(store.remove(database.db, did)).resolves.toBeUndefined()
  })
})
