import type { Did } from '@guildhall/syntax'
import { PgSecurityEventStore } from '../../src/account/security-events/pg-security-event.store.js'
import type {
  SecurityEventStore,
  StoredSecurityEvent,
} from '../../src/account/security-events/security-event.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => SecurityEventStore][] = [
  ['PgSecurityEventStore', ({ db }) => new PgSecurityEventStore(db)],
]

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

const DEVICE = Buffer.alloc(32, 1)
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))

describe.each(IMPLEMENTATIONS)('SecurityEventStore: %s', (_name, make) => {
  let store: SecurityEventStore
  let alice: Did
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(() => {
    alice = `did:plc:events${++count}` as Did
  })

  const event = (second: number, more: Partial<StoredSecurityEvent> = {}): StoredSecurityEvent => ({
    did: alice,
    kind: 'signed-in',
    at: at(second),
    ip: '192.0.2.1',
    userAgent: 'Firefox/140',
    deviceId: DEVICE,
    details: { method: 'password', isNew: true },
    ...more,
  })
  const add = (one: StoredSecurityEvent) => store.add(database.db, one)

  it('lists the latest first, from wherever a page ended', async () => {
    await add(event(1))
    await add(
      event(2, { kind: 'password-changed', ip: undefined, userAgent: undefined, details: { by: 'code' } }),
    )
    await add(event(3))
    await add(event(4, { did: 'did:plc:bob' as Did }))
    const [third, second] = await store.list(alice, undefined, 2)
    expect(third).toMatchObject({ kind: 'signed-in', at: at(3), ip: '192.0.2.1', userAgent: 'Firefox/140' })
    expect(second).toMatchObject({ kind: 'password-changed', ip: undefined, details: { by: 'code' } })
    expect((await store.list(alice, second!.id, 5)).map((one) => one.at)).toEqual([at(1)])
  })

  it('knows from where an account has signed in', async () => {
    expect(await store.knownDevice(alice, DEVICE)).toEqual({ isAnyKnown: false, lastAt: undefined })
    await add(event(1))
    await add(event(2))
    await add(event(3, { kind: 'password-changed', details: { by: 'code' } }))
    expect(await store.knownDevice(alice, DEVICE)).toEqual({ isAnyKnown: true, lastAt: at(2) })
    expect(await store.knownDevice(alice, Buffer.alloc(32, 2))).toEqual({
      isAnyKnown: true,
      lastAt: undefined,
    })
  })

  it('removes all of an account, and what is old, a few at a time', async () => {
    await add(event(1))
    await store.removeOf(database.db, alice)
    expect(await store.list(alice, undefined, 5)).toEqual([])
    for (const second of [-30, -20, -10]) await add(event(second))
    expect([await store.removeOlder(at(-10), 1), await store.removeOlder(at(-10), 5)]).toEqual([1, 1])
    expect(await store.list(alice, undefined, 5)).toHaveLength(1)
  })
})
