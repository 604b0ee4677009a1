import { randomBytes } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { DeviceStore } from '../../src/oauth/devices/device.store.js'
import { PgDeviceStore } from '../../src/oauth/devices/pg-device.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => DeviceStore][] = [
  ['PgDeviceStore', ({ db }) => new PgDeviceStore(db)],
]
const NOW = new Date('2026-01-01T12:00:00Z')
const LATER = new Date('2026-01-01T13:00:00Z')
const FIREFOX = { userAgent: 'Firefox', ip: '203.0.113.7' }

let database: TestDatabase
let count = 0
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('DeviceStore: %s', (_name, make) => {
  let store: DeviceStore
  let did: Did
  let here: Buffer
  let there: Buffer
  beforeAll(() => {
    store = make(database)
  })
  beforeEach(async () => {
    did = `did:plc:member${++count}` as Did
    here = randomBytes(32)
    there = randomBytes(32)
    await store.see(here, FIREFOX, NOW)
    await store.see(there, { userAgent: undefined, ip: undefined }, LATER)
  })
  const signIn = (device: Buffer, ip = FIREFOX.ip, who = did) =>
    store.signIn(device, { did: who, remembered: true, signedInAt: NOW }, ip)

  it('lists the browsers of an account with their places, the one that was seen last first', async () => {
    await signIn(here)
    await signIn(there, '198.51.100.9')
    const one = { remembered: true, signedInAt: NOW }
    expect(await store.devicesOf(did)).toEqual([
      { ...one, id: there, userAgent: undefined, ip: '198.51.100.9', seenAt: LATER },
      { ...one, ...FIREFOX, id: here, seenAt: NOW },
    ])
    expect(await store.devicesOf('did:plc:nobody' as Did)).toEqual([])
  })

  it('keeps the last place that is known', async () => {
    await signIn(here)
    await store.see(here, { userAgent: 'Firefox', ip: undefined }, LATER)
    expect(await store.devicesOf(did)).toMatchObject([{ ip: FIREFOX.ip, seenAt: LATER }])
  })

  it('signs an account out of one browser, and nobody else', async () => {
    const other = `did:plc:member${++count}` as Did
    await Promise.all([signIn(here), signIn(there), signIn(here, FIREFOX.ip, other)])
    expect(await store.leave(did, here, 'stay')).toBe(true)
    expect(await store.leave(did, here, 'stay')).toBe(false)
    expect((await store.devicesOf(did)).map(({ id }) => id)).toEqual([there])
    expect(await store.devicesOf(other)).toHaveLength(1)
  })

  it('signs an account out of all browsers but one', async () => {
    await Promise.all([signIn(here), signIn(there)])
    await store.leave(did, here, 'leave')
    expect((await store.devicesOf(did)).map(({ id }) => id)).toEqual([here])
  })
})
