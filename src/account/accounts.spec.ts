import type { Did } from '@guildhall/syntax'
import type { Database } from '../database/index.js'
import type { AccountConfig } from './account.config.js'
import type { AccountKey, AccountStore } from './account.store.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import type { FormerHandles } from '../identity/index.js'
import type { WebhookOutbox } from '../webhooks/index.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const accountOf = (did: Did, handle: string) => ({ did, handle, status: 'active' }) as Account

async function setUp() {
  const rows = new Map<Did, Account>([[ALICE, accountOf(ALICE, 'alice.test')]])
  const queries: AccountKey[] = []
  const gate = { open: Promise.resolve() }
  const store = {
    find: async (key: AccountKey) => {
      queries.push(key)
      const found = [...rows.values()].find((row) =>
        Object.entries(key).every(([k, v]) => row[k as 'did'] === v),
      )
      await gate.open
      return found
    },
    findWithPassword: async (key: AccountKey) => void queries.push(key),
    taken: async () => ({ handle: true, email: true }),
  } as unknown as AccountStore
  let notify!: (payload: string) => void
  const db = {
    listen: async (_channel: string, hear: (payload: string) => void) => {
      notify = hear
      return async () => undefined
    },
  } as unknown as Database
  const config = { accountsCachedMax: 100 } as AccountConfig
  const accounts = new Accounts(store, db, {} as WebhookOutbox, {} as FormerHandles, config)
  await accounts.onModuleInit()
  return { accounts, rows, queries, gate, notify: (payload: string) => notify(payload) }
}

describe('Accounts', () => {
  test('asks once for an account, however it is named', async () => {
    const { accounts, queries } = await setUp()
    const alice = await accounts.byDid(ALICE)
    expect(alice).toMatchObject({ did: ALICE })
    expect(accounts.byDid(ALICE)).toBe(alice)
    expect(accounts.byHandle('Alice.TEST')).toBe(alice)
    expect(accounts.byIdentifier(ALICE)).toBe(alice)
    expect(accounts.byIdentifier('alice.test')).toBe(alice)
    expect(queries).toEqual([{ did: ALICE }])
  })

  test('look-ups under way are shared', async () => {
    const { accounts, queries } = await setUp()
    const both = await Promise.all([accounts.byHandle('alice.test'), accounts.byHandle('ALICE.test')])
    expect(both.map((account) => account?.did)).toEqual([ALICE, ALICE])
    expect(queries).toEqual([{ handle: 'alice.test' }])
  })

  test('does not remember what is not there', async () => {
    const { accounts, rows } = await setUp()
    expect(await accounts.byDid(BOB)).toBeUndefined()
    rows.set(BOB, accountOf(BOB, 'bob.test'))
    expect(await accounts.byDid(BOB)).toMatchObject({ did: BOB })
  })

  test.each([ALICE, ''])('forgets what another node changed, or may have changed: "%s"', async (payload) => {
    const { accounts, rows, notify } = await setUp()
    await accounts.byDid(ALICE)
    rows.set(ALICE, accountOf(ALICE, 'alicia.test'))
    notify(payload)
    expect(await accounts.byHandle('alice.test')).toBeUndefined()
    expect(await accounts.byDid(ALICE)).toMatchObject({ handle: 'alicia.test' })
  })

  test('keeps nothing that was read before a change', async () => {
    const { accounts, rows, gate } = await setUp()
    let open!: () => void
    gate.open = new Promise((resolve) => (open = resolve))
    const early = accounts.byDid(ALICE)
    rows.set(ALICE, { ...accountOf(ALICE, 'alice.test'), status: 'takendown' })
    accounts.changed(ALICE)
    open()
    expect(await early).toMatchObject({ status: 'active' })
    expect(await accounts.byDid(ALICE)).toMatchObject({ status: 'takendown' })
    expect(accounts.byDid(ALICE)).toMatchObject({ status: 'takendown' })
  })

  test('a handle that changed hands leads to its new owner', async () => {
    const { accounts, rows } = await setUp()
    await accounts.byHandle('alice.test')
    rows.set(ALICE, accountOf(ALICE, 'alicia.test'))
    rows.set(BOB, accountOf(BOB, 'alice.test'))
    accounts.changed(ALICE)
    accounts.changed(BOB)
    expect(await accounts.byHandle('alice.test')).toMatchObject({ did: BOB })
    expect(await accounts.byHandle('alicia.test')).toMatchObject({ did: ALICE })
  })

  test('reads an identifier as address, DID or handle', async () => {
    const { accounts, queries } = await setUp()
    for (const identifier of ['a@b.test', ALICE, 'alice.test']) await accounts.findWithPassword(identifier)
    expect(queries).toEqual([{ email: 'a@b.test' }, { did: ALICE }, { handle: 'alice.test' }])
  })

  test('names the handle first of what is taken', async () => {
    const { accounts } = await setUp()
    const refused = { code: 'HandleNotAvailable', message: 'Handle already taken: alice.test' }
    await expect(accounts.checkFree('alice.test', 'a@b.test')).rejects.toMatchObject(refused)
  })
})
