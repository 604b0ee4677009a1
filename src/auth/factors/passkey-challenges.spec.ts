import { randomBytes } from 'node:crypto'
import type { Secrets } from '../../config/index.js'
import type { Clock, Random } from '../../telemetry/index.js'
import { UsedTokenStore } from '../used-token.store.js'
import { CHALLENGE_LIFETIME_MS, type ChallengePurpose, PasskeyChallenges } from './passkey-challenges.js'

class MemoryStore extends UsedTokenStore {
  readonly used = new Map<string, Date>()

  override async use(key: Uint8Array, until: Date): Promise<boolean> {
    const name = Buffer.from(key).toString('hex')
    if (this.used.has(name)) return false
    this.used.set(name, until)
    return true
  }

  override async removeExpired(): Promise<number> {
    return 0
  }
}

const DEVICE = Buffer.alloc(32, 1)
const SIGN_IN: ChallengePurpose = { kind: 'sign-in', deviceId: DEVICE }
const FACTOR: ChallengePurpose = { kind: 'factor', deviceId: DEVICE, did: 'did:plc:alice' }

function setUp() {
  let nowMs = Date.UTC(2026, 0, 1)
  const store = new MemoryStore()
  const random = { bytes: (count: number) => randomBytes(count) } as unknown as Random
  const secrets = { derived: () => Buffer.alloc(32, 3) } as unknown as Secrets
  const challenges = new PasskeyChallenges(store, { nowMs: () => nowMs } as Clock, random, secrets)
  const issue = (purpose: ChallengePurpose) => Buffer.from(challenges.issue(purpose)).toString('base64url')
  return { challenges, store, issue, advance: (ms: number) => (nowMs += ms), now: () => nowMs }
}

test('a challenge is for what it was issued for, and nothing else', () => {
  const { challenges, issue } = setUp()
  for (const purpose of [SIGN_IN, FACTOR]) expect(challenges.isFor(issue(purpose), purpose)).toBe(true)
  const others: ChallengePurpose[] = [
    SIGN_IN,
    { ...FACTOR, kind: 'create' },
    { ...FACTOR, did: 'did:plc:bob' },
    { ...FACTOR, deviceId: Buffer.alloc(32, 2) },
  ]
  for (const other of others) expect(challenges.isFor(issue(FACTOR), other)).toBe(false)
})

test('a challenge is good for five minutes', () => {
  const { challenges, issue, advance } = setUp()
  const challenge = issue(SIGN_IN)
  advance(CHALLENGE_LIFETIME_MS - 1)
  expect(challenges.isFor(challenge, SIGN_IN)).toBe(true)
  advance(1)
  expect(challenges.isFor(challenge, SIGN_IN)).toBe(false)
})

test('none can be made up, or altered', () => {
  const { challenges, issue } = setUp()
  const challenge = Buffer.from(issue(SIGN_IN), 'base64url')
  for (let at = 0; at < challenge.length; at++) {
    const altered = Buffer.from(challenge)
    altered[at]! ^= 1
    expect(challenges.isFor(altered.toString('base64url'), SIGN_IN)).toBe(false)
  }
  for (const made of ['', 'abc', 'x'.repeat(72), `${challenge.toString('base64url')}AAAA`])
    expect(challenges.isFor(made, SIGN_IN)).toBe(false)
})

test('a challenge is used once, and remembered no longer than it is good', async () => {
  const { challenges, store, issue, now } = setUp()
  const challenge = issue(SIGN_IN)
  expect([await challenges.use(challenge), await challenges.use(challenge)]).toEqual([true, false])
  expect(await challenges.use(issue(SIGN_IN))).toBe(true)
  expect([...store.used.values()][0]).toEqual(new Date(now() + CHALLENGE_LIFETIME_MS))
})
