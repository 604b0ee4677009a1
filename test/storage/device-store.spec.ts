import { createHash } from 'node:crypto'
import { parseDid } from '@guildhall/syntax'
import type { DeviceStore } from '../../src/oauth/devices/device.store.js'
import { PgDeviceStore } from '../../src/oauth/devices/pg-device.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => DeviceStore][] = [
  ['PgDeviceStore', ({ db }) => new PgDeviceStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00.123Z')
const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const deviceOf = (name: string) => createHash('sha256').update(name).digest()
const ALICE = parseDid('did:web:alice.example')
const BOB = parseDid('did:web:bob.example')

let database: TestDatabase
beforeEach(async () => {
  database = await TestDatabase.open()
})
afterEach(() => database?.close())

describe.each(IMPLEMENTATIONS)('DeviceStore: %s', (_name, make) => {
  let store: DeviceStore
  beforeEach(() => {
    store = make(database)
  })
  const signIn = (device: string, did = ALICE, minutes = 0, remembered = true) =>
    store.signIn(deviceOf(device), { did, remembered, signedInAt: after(minutes) })

  it('knows the browsers that were seen', async () => {
    expect(await store.knows(deviceOf('a'))).toBe(false)
    await store.see(deviceOf('a'), undefined, NOW)
    await store.see(deviceOf('a'), 'A Browser', after(1))
    expect(await store.knows(deviceOf('a'))).toBe(true)
    expect(await store.knows(deviceOf('b'))).toBe(false)
  })

  it('lists who has signed in in a browser, the latest first, each once', async () => {
    await signIn('a', ALICE, 1)
    await signIn('a', BOB, 2, false)
    await signIn('b', BOB, 3)
    expect(await store.accounts(deviceOf('a'))).toEqual([
      { did: BOB, remembered: false, signedInAt: after(2) },
      { did: ALICE, remembered: true, signedInAt: after(1) },
    ])
    await signIn('a', ALICE, 4, false)
    expect((await store.accounts(deviceOf('a')))[0]).toEqual({
      did: ALICE,
      remembered: false,
      signedInAt: after(4),
    })
    expect(await store.accounts(deviceOf('c'))).toEqual([])
  })

  it('signs an account out of all browsers, as part of whatever it is for', async () => {
    for (const device of ['a', 'b']) for (const did of [ALICE, BOB]) await signIn(device, did)
    const failing = database.work.run(async (tx) => {
      await store.signOut(tx, ALICE)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await store.accounts(deviceOf('a'))).toHaveLength(2)
    await store.signOut(database.db, ALICE)
    for (const device of ['a', 'b'])
      expect((await store.accounts(deviceOf(device))).map(({ did }) => did)).toEqual([BOB])
  })

  it('removes browsers that were not seen, with all that is signed in in them, so many at a time', async () => {
    for (const device of ['a', 'b', 'c']) {
      await store.see(deviceOf(device), undefined, NOW)
      await signIn(device)
    }
    await store.see(deviceOf('c'), undefined, after(1))
    expect(await store.removeUnseen(after(1), 1)).toBe(1)
    expect(await store.removeUnseen(after(1), 10)).toBe(1)
    expect(await store.removeUnseen(after(1), 10)).toBe(0)
    const known = ['a', 'b', 'c'].map((device) => store.knows(deviceOf(device)))
    expect(await Promise.all(known)).toEqual([false, false, true])
    expect(await store.accounts(deviceOf('a'))).toEqual([])
    expect(await store.accounts(deviceOf('c'))).toHaveLength(1)
  })
})
