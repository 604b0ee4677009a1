import type { Did } from '@guildhall/syntax'
import { configOf, type Secrets } from '../../config/index.js'
import type { Clock } from '../../telemetry/index.js'
import { type Attempt, Lockout } from './lockout.js'
import { LockoutConfig } from './lockout.config.js'
import { type FailureRun, LockoutStore } from './lockout.store.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const HOME = '9.9.9.9'
const ELSEWHERE = '8.8.8.8'
const SECOND_MS = 1_000
const DAY_MS = 24 * 60 * 60 * SECOND_MS

/** Keeps failures in memory; test/storage shows what the real ones do. */
class MemoryStore extends LockoutStore {
  readonly byKey = new Map<string, FailureRun>()
  readonly networks = new Map<string, Date>()
  asked = 0

  override async runs(keys: readonly Buffer[], since: Date): Promise<FailureRun[]> {
    this.asked++
    const found = keys.flatMap((key) => this.byKey.get(key.toString('hex')) ?? [])
    return found.filter(({ lastFailedAt }) => lastFailedAt > since)
  }
  override async fail(keys: readonly Buffer[], now: Date, since: Date): Promise<void> {
    for (const key of keys) {
      const run = this.byKey.get(key.toString('hex'))
      const failures = run && run.lastFailedAt > since ? run.failures + 1 : 1
      this.byKey.set(key.toString('hex'), { key, failures, lastFailedAt: now })
    }
  }
  override async forgive(key: Buffer): Promise<void> {
    this.byKey.delete(key.toString('hex'))
  }
  override async knowsNetwork(network: Buffer, since: Date): Promise<boolean> {
    return (this.networks.get(network.toString('hex')) ?? since) > since
  }
  override async rememberNetwork(_did: Did, network: Buffer, now: Date): Promise<void> {
    this.networks.set(network.toString('hex'), now)
  }
  override async forgetNetworks(): Promise<void> {}
  override async removeRuns(): Promise<number> {
    return 0
  }
  override async removeNetworks(): Promise<number> {
    return 0
  }
}

function setUp(values: Partial<LockoutConfig> = {}) {
  let nowMs = Date.UTC(2026, 0, 1)
  let proofs = 0
  const store = new MemoryStore()
  const config = configOf(LockoutConfig, {
    failedSignInMs: 0,
    failuresMax: 3,
    networkFailuresMax: 5,
    nameFailuresMax: 7,
    firstLockMs: 10 * SECOND_MS,
    lockMaxMs: 60 * SECOND_MS,
    ...values,
  })
  const secrets = { derived: () => Buffer.alloc(32) } as unknown as Secrets
  const lockout = new Lockout(store, config, { nowMs: () => nowMs } as Clock, secrets)
  const attempt = async (isRight: boolean, more: Partial<Attempt> = {}) => {
    const wanted = { name: 'alice.test', ip: HOME, did: ALICE, ...more }
    try {
      const proved = await lockout.attempt(wanted, async () => {
        proofs++
        return isRight || undefined
      })
      return proved ? 'in' : 'wrong'
    } catch (error) {
      return (error as { code: string }).code
    }
  }
  const several = async (count: number, isRight: boolean, more?: (i: number) => Partial<Attempt>) => {
    const outcomes: string[] = []
    for (let i = 0; i < count; i++) outcomes.push(await attempt(isRight, more?.(i)))
    return outcomes
  }
  const advance = (ms: number) => (nowMs += ms)
  return { lockout, store, attempt, several, advance, proofs: () => proofs }
}

const LOCKED = 'RateLimitExceeded'

describe('failures with one name from one network', () => {
  test('lead to a lock that the right password does not open, and that costs no work', async () => {
    const { attempt, several, proofs } = setUp()
    expect(await several(3, false)).toEqual(['wrong', 'wrong', 'wrong'])
    expect([await attempt(false), await attempt(true)]).toEqual([LOCKED, LOCKED])
    expect(proofs()).toBe(3)
  })

  test('lead to locks that grow up to an end', async () => {
    const { attempt, several, advance } = setUp()
    await several(3, false)
    for (const lockMs of [10, 20, 40, 60, 60].map((seconds) => seconds * SECOND_MS)) {
      advance(lockMs - 1)
      expect(await attempt(false)).toBe(LOCKED)
      advance(1)
      expect(await attempt(false)).toBe('wrong')
    }
  })

  test('tell how long to wait', async () => {
    const { lockout, several, advance } = setUp()
    await several(3, false)
    advance(4 * SECOND_MS)
    const attempt = { name: 'alice.test', ip: HOME }
    await expect(lockout.attempt(attempt, async () => true)).rejects.toMatchObject({
      kind: 'tooMany',
      limit: { points: 3, windowMs: DAY_MS, leftMs: 6 * SECOND_MS },
    })
  })

  test('are forgiven by a success, and forgotten after a day', async () => {
    const { attempt, several, advance } = setUp()
    await several(2, false)
    expect(await attempt(true)).toBe('in')
    expect(await several(2, false)).toEqual(['wrong', 'wrong'])
    advance(DAY_MS)
    expect(await several(3, false)).toEqual(['wrong', 'wrong', 'wrong'])
    expect(await attempt(true)).toBe(LOCKED)
  })

  test('do not lock the name elsewhere, nor other names there', async () => {
    const { attempt, several } = setUp()
    await several(3, false)
    expect(await attempt(true, { ip: ELSEWHERE })).toBe('in')
    expect(await attempt(true, { name: 'bob.test', did: undefined })).toBe('in')
  })

  test('count for names that nobody has as for others', async () => {
    const { attempt, several } = setUp()
    const nobody = () => ({ name: 'nobody.test', did: undefined })
    expect(await several(3, false, nobody)).toEqual(['wrong', 'wrong', 'wrong'])
    expect(await attempt(false, nobody())).toBe(LOCKED)
  })

  test('of one IPv6 network are one run', async () => {
    const { attempt, several } = setUp()
    await several(3, false, (i) => ({ ip: `2600:1:2:3::${i}` }))
    expect(await attempt(true, { ip: '2600:1:2:3:ffff::1' })).toBe(LOCKED)
    expect(await attempt(true, { ip: '2600:1:2:4::1' })).toBe('in')
  })

  test('that come all at once let nobody in who was the last to be admitted', async () => {
    const { lockout } = setUp()
    let open!: () => void
    const gate = new Promise<void>((resolve) => (open = resolve))
    const attempt = { name: 'alice.test', ip: HOME, did: ALICE }
    const wrong = Array.from({ length: 3 }, () => lockout.attempt(attempt, async () => undefined))
    const right = lockout.attempt(attempt, () => gate.then(() => true))
    await Promise.all(wrong)
    open()
    await expect(right).rejects.toMatchObject({ code: LOCKED })
  })
})

describe('failures from one network with many names', () => {
  const names = (i: number) => ({ name: `name${i}.test`, did: undefined })

  test('lock the network for all names, and no success forgives them', async () => {
    const { attempt, several } = setUp()
    await several(4, false, names)
    expect(await attempt(true, { name: 'own.test' })).toBe('in')
    await several(1, false, () => names(5))
    expect(await attempt(true, { name: 'own.test' })).toBe(LOCKED)
    expect(await attempt(true, { name: 'own.test', ip: ELSEWHERE })).toBe('in')
  })

  test.each(['127.0.0.1', '10.1.2.3', '::1', 'fd00::1'])('are not counted behind %s', async (ip) => {
    const { attempt, several } = setUp()
    await several(20, false, (i) => ({ ...names(i), ip }))
    expect(await attempt(true, { ip })).toBe('in')
  })
})

describe('failures with one name from many networks', () => {
  const attackers = (i: number) => ({ ip: `11.0.0.${i}` })

  test('lock the name for strangers, not for networks that its owner is known from', async () => {
    const { attempt, several } = setUp()
    expect(await attempt(true)).toBe('in')
    await several(7, false, attackers)
    expect(await attempt(true, { ip: ELSEWHERE })).toBe(LOCKED)
    expect(await attempt(true)).toBe('in')
    // Known as it is, it has its own failures to answer for.
    await several(3, false)
    expect(await attempt(true)).toBe(LOCKED)
  })

  test('lock a name that nobody has as well', async () => {
    const { attempt, several } = setUp()
    await several(7, false, (i) => ({ ...attackers(i), name: 'nobody.test', did: undefined }))
    expect(await attempt(false, { name: 'nobody.test', did: undefined })).toBe(LOCKED)
  })

  test('do not count where somebody could be kept out by them for good', async () => {
    const { attempt, several } = setUp()
    const everywhere = false
    await several(20, false, (i) => ({ ...attackers(i), everywhere, did: undefined }))
    expect(await attempt(true, { everywhere, did: undefined })).toBe('in')
  })
})

test('a failure is answered no sooner than is configured, a success at once', async () => {
  const { attempt } = setUp({ failedSignInMs: 500 })
  const settled: string[] = []
  const failing = attempt(false).then((outcome) => settled.push(outcome))
  expect(await attempt(true)).toBe('in')
  expect(settled).toEqual([])
  await failing
  expect(settled).toEqual(['wrong'])
})

test('switched off, it asks and writes nothing', async () => {
  const { several, store } = setUp({ enabled: false })
  expect(await several(9, false)).toEqual(Array.from({ length: 9 }, () => 'wrong'))
  expect([store.asked, store.byKey.size]).toEqual([0, 0])
})

test('memory must outlast the longest lock', () => {
  expect(() => configOf(LockoutConfig, { memoryMs: 60_000, lockMaxMs: 60_001 })).toThrow(
    'PDS_SIGN_IN_LOCK_MAX_MS',
  )
})
