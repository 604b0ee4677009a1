import type { Did } from '@guildhall/syntax'
import type { Database } from '../../database/index.js'
import { type Clock, withRequestId } from '../../telemetry/index.js'
import type { Account } from '../account.js'
import type { NewSecurityEvent } from './security-event.js'
import type { SecurityEvents } from './security-events.js'
import type { SecurityLetter, SecurityLetters } from './security-letters.js'
import { type Arrival, SignInNotes } from './sign-in-notes.js'

const ALICE = { did: 'did:plc:alice' as Did } as Account
const HOUR_MS = 60 * 60 * 1000
const PASSWORD = { method: 'password' }
const BROWSER = { ...PASSWORD, deviceId: Buffer.alloc(32, 1) }

function setUp() {
  let nowMs = Date.UTC(2026, 0, 1)
  const seen: { device: string; at: Date }[] = []
  const noted: NewSecurityEvent[] = []
  const told: SecurityLetter[] = []
  const events = {
    note: async (_on: unknown, event: NewSecurityEvent) => {
      noted.push(event)
      if (event.kind !== 'signed-in') return
      seen.push({ device: Buffer.from(event.deviceId!).toString('hex'), at: new Date(nowMs) })
    },
    knownDevice: async (_did: Did, id: Uint8Array) => ({
      isAnyKnown: seen.length > 0,
      lastAt: seen.findLast(({ device }) => device === Buffer.from(id).toString('hex'))?.at,
    }),
  } as unknown as SecurityEvents
  const letters = {
    send: async (_account: Account, letter: SecurityLetter) => told.push(letter),
  } as unknown as SecurityLetters
  const clock = { nowMs: () => nowMs } as Clock
  const notes = new SignInNotes(events, letters, {} as Database, clock)
  const arrive = (how: Arrival, ip = '9.9.9.9', userAgent = 'App/1') =>
    withRequestId('id', () => notes.arrived(ALICE, how), { ip, userAgent })
  return { arrive, noted, told, advance: (ms: number) => (nowMs += ms) }
}

test('the first sign-in of all is new to nobody; a later one from elsewhere is told', async () => {
  const { arrive, noted, told } = setUp()
  await arrive(BROWSER)
  expect(noted).toMatchObject([{ kind: 'signed-in', details: { method: 'password', isNew: true } }])
  await arrive(BROWSER)
  expect(noted[1]).toMatchObject({ details: { isNew: false } })
  expect(told).toEqual([])
  await arrive({ method: 'passkey', deviceId: Buffer.alloc(32, 2) })
  expect(noted[2]).toMatchObject({ details: { method: 'passkey', isNew: true } })
  expect(told).toEqual([{ kind: 'signed-in' }])
})

test('a program is known by its name and network, and noted once in an hour', async () => {
  const { arrive, noted, told, advance } = setUp()
  await arrive(PASSWORD)
  advance(HOUR_MS - 1)
  await arrive(PASSWORD)
  expect(noted).toHaveLength(1)
  advance(1)
  await arrive(PASSWORD)
  expect(noted).toHaveLength(2)
  await arrive(PASSWORD, '2600:1:2:3::1')
  await arrive(PASSWORD, '2600:1:2:3::2')
  await arrive(PASSWORD, '9.9.9.9', 'App/2')
  expect(noted).toHaveLength(4)
  expect(told).toHaveLength(2)
})

test('an app password is used from anywhere; its first use is noted', async () => {
  const { arrive, noted, told } = setUp()
  await arrive(PASSWORD)
  const use = (isFirstUse: boolean, ip: string) =>
    arrive({ method: 'app-password', appPassword: { name: 'phone', isFirstUse } }, ip)
  await use(true, '8.8.8.8')
  await use(false, '7.7.7.7')
  expect(noted.map(({ kind }) => kind)).toEqual([
    'signed-in',
    'app-password-first-used',
    'signed-in',
    'signed-in',
  ])
  expect(noted[3]).toMatchObject({ details: { appPassword: 'phone', isNew: true } })
  expect(told).toEqual([])
})
