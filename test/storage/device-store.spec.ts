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
const IP = '203.0.113.7'
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
  const signIn = (device: string, did = ALICE, minutes = 0, remembered = true) => {
    const proof = { signedInAt: after(minutes), provedAt: after(minutes - 1), provedBy: 'passkey' as const }
    return store.signIn(deviceOf(device), { did, remembered, ...proof }, IP)
  }

  it('knows the browsers that were seen', async () => {
    expect(await store.knows(deviceOf('a'))).toBe(false)
    await store.see(deviceOf('a'), { userAgent: undefined, ip: undefined }, NOW)
    await store.see(deviceOf('a'), { userAgent: 'A Browser', ip: undefined }, after(1))
    expect(await store.knows(deviceOf('a'))).toBe(true)
    expect(await store.knows(deviceOf('b'))).toBe(false)
  })

  it('lists who has signed in in a browser, the latest first, each once', async () => {
    await signIn('a', ALICE, 1)
    await signIn('a', BOB, 2, false)
    await signIn('b', BOB, 3)
    expect(await store.accounts(deviceOf('a'))).toEqual([
      { did: BOB, remembered: false, signedInAt: after(2), provedAt: after(1), provedBy: 'passkey' },
      { did: ALICE, remembered: true, signedInAt: after(1), provedAt: after(0), provedBy: 'passkey' },
    ])
    await signIn('a', ALICE, 4, false)
    expect((await store.accounts(deviceOf('a')))[0]).toEqual({
      did: ALICE,
      remembered: false,
      signedInAt: after(4),
      provedAt: after(3),
      provedBy: 'passkey',
    })
    // A release that does not know of it.
    await database.rows('UPDATE oauth_device_account SET proved_at = NULL, proved_by = NULL')
    expect((await store.accounts(deviceOf('a')))[0]).toMatchObject({
      provedAt: after(4),
      provedBy: 'password',
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
      await store.see(deviceOf(device), { userAgent: undefined, ip: undefined }, NOW)
      await signIn(device)
    }
    await store.see(deviceOf('c'), { userAgent: undefined, ip: undefined }, after(1))
    expect(await store.removeUnseen(after(1), 1)).toBe(1)
    expect(await store.removeUnseen(after(1), 10)).toBe(1)
    expect(await store.removeUnseen(after(1), 10)).toBe(0)
    const known = ['a', 'b', 'c'].map((device) => store.knows(deviceOf(device)))
    expect(await Promise.all(known)).toEqual([false, false, true])
    expect(await store.accounts(deviceOf('a'))).toEqual([])
    expect(await store.accounts(deviceOf('c'))).toHaveLength(1)
  })

  describe('of an account', () => {
    const FIREFOX = { userAgent: 'Firefox', ip: IP }
    const LATER = after(60)
    const [did, other] = [ALICE, BOB]
    const [here, there] = [deviceOf('here'), deviceOf('there')]
    beforeEach(async () => {
      await store.see(here, FIREFOX, NOW)
      await store.see(there, { userAgent: undefined, ip: undefined }, LATER)
    })
    const enter = (device: Buffer, ip = FIREFOX.ip, who = did) =>
      store.signIn(
        device,
        { did: who, remembered: true, signedInAt: NOW, provedAt: NOW, provedBy: 'password' },
        ip,
      )

    it('lists the browsers of an account with their places, the one that was seen last first', async () => {
      await enter(here)
      await enter(there, '198.51.100.9')
      const one = { remembered: true, signedInAt: NOW }
      expect(await store.devicesOf(did)).toEqual([
        { ...one, id: there, userAgent: undefined, ip: '198.51.100.9', seenAt: LATER },
        { ...one, ...FIREFOX, id: here, seenAt: NOW },
      ])
      expect(await store.devicesOf(BOB)).toEqual([])
    })

    it('keeps the last place that is known', async () => {
      await enter(here)
      await store.see(here, { userAgent: 'Firefox', ip: undefined }, LATER)
      expect(await store.devicesOf(did)).toMatchObject([{ ip: FIREFOX.ip, seenAt: LATER }])
    })

    it('signs an account out of one browser, and nobody else', async () => {
      await Promise.all([enter(here), enter(there), enter(here, FIREFOX.ip, other)])
      expect(await store.leave(did, here, 'stay')).toBe(true)
      expect(await store.leave(did, here, 'stay')).toBe(false)
      expect((await store.devicesOf(did)).map(({ id }) => id)).toEqual([there])
      expect(await store.devicesOf(other)).toHaveLength(1)
    })

    it('signs an account out of all browsers but one', async () => {
      await Promise.all([enter(here), enter(there)])
      await store.leave(did, here, 'leave')
      expect((await store.devicesOf(did)).map(({ id }) => id)).toEqual([here])
    })
  })
})
