import type { Did } from '@guildhall/syntax'
import { configOf } from '../config/index.js'
import type { Clock, Log } from '../telemetry/index.js'
import type { HandleFinding, HandleResolver } from './handle-resolver.js'
import { IdentityConfig } from './identity.config.js'
import { KnownHandles } from './known-handles.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const HANDLE = 'alice.dev'
const STALE_MS = 1_000
const MAX_MS = 10_000

function setUp() {
  const network = { finding: { did: ALICE, isCertain: true } as HandleFinding, asked: 0, nowMs: 0 }
  const resolver = {
    find: async () => {
      network.asked++
      return network.finding
    },
  } as unknown as HandleResolver
  const config = configOf(IdentityConfig, { handleCacheStaleTtlMs: STALE_MS, handleCacheMaxTtlMs: MAX_MS })
  const clock = { nowMs: () => network.nowMs } as Clock
  return { network, handles: new KnownHandles(resolver, clock, config, {} as Log) }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('KnownHandles', () => {
  test('asks once for what many want, and then not before it is stale', async () => {
    const { network, handles } = setUp()
    expect(await Promise.all([handles.resolve(HANDLE), handles.resolve(HANDLE)])).toEqual([ALICE, ALICE])
    network.nowMs = STALE_MS - 1
    expect(await handles.resolve(HANDLE)).toBe(ALICE)
    expect(network.asked).toBe(1)
  })

  test('renews in the background what is stale', async () => {
    const { network, handles } = setUp()
    await handles.resolve(HANDLE)
    network.nowMs = STALE_MS
    network.finding = { did: BOB, isCertain: true }
    expect(await handles.resolve(HANDLE)).toBe(ALICE)
    await settled()
    expect([await handles.resolve(HANDLE), network.asked]).toEqual([BOB, 2])
  })

  test('keeps what it has while nobody can be asked, but not for ever', async () => {
    const { network, handles } = setUp()
    await handles.resolve(HANDLE)
    network.finding = { did: undefined, isCertain: false }
    network.nowMs = STALE_MS
    await handles.resolve(HANDLE)
    await settled()
    expect(await handles.resolve(HANDLE)).toBe(ALICE)
    network.nowMs = MAX_MS
    expect(await handles.resolve(HANDLE)).toBeUndefined()
  })

  test('forgets what leads nowhere any more, and does not keep that', async () => {
    const { network, handles } = setUp()
    await handles.resolve(HANDLE)
    network.finding = { did: undefined, isCertain: true }
    network.nowMs = STALE_MS
    await handles.resolve(HANDLE)
    await settled()
    expect(await handles.resolve(HANDLE)).toBeUndefined()
    network.finding = { did: BOB, isCertain: true }
    expect(await handles.resolve(HANDLE)).toBe(BOB)
  })

  test('asks at once when it is told to', async () => {
    const { network, handles } = setUp()
    await handles.resolve(HANDLE)
    network.finding = { did: BOB, isCertain: true }
    expect(await handles.resolve(HANDLE, { refresh: true })).toBe(BOB)
    expect(await handles.resolve(HANDLE)).toBe(BOB)
  })
})
