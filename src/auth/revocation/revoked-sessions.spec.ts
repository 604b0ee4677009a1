import type { Queryable } from '../../database/index.js'
import { type Clock, Log } from '../../telemetry/index.js'
import { type RevokedSession, RevokedSessionStore } from './revoked-session.store.js'
import { RevokedSessions } from './revoked-sessions.js'

const START_MS = Date.UTC(2026, 0, 1)
const HOUR_MS = 3_600_000

class FakeStore extends RevokedSessionStore {
  readonly kept: RevokedSession[] = []
  readonly added: unknown[][] = []
  /** What the next reads do, before what is kept is read. */
  readonly reads: (() => Promise<void> | void)[] = []
  hear: ((revoked: RevokedSession | undefined) => void) | undefined

  override async add(...args: unknown[]) {
    this.added.push(args)
  }
  override async list() {
    await this.reads.shift()?.()
    return [...this.kept]
  }
  override async watch(hear: (revoked: RevokedSession | undefined) => void) {
    this.hear = hear
    return async () => {
      this.hear = undefined
    }
  }
  override removeExpired() {
    return Promise.resolve(0)
  }
}

const session = (id: string, untilMs = START_MS + HOUR_MS): RevokedSession => ({ id, untilMs })

describe('RevokedSessions', () => {
  let nowMs = START_MS
  let store: FakeStore
  let revoked: RevokedSessions
  beforeEach(() => {
    nowMs = START_MS
    store = new FakeStore()
    revoked = new RevokedSessions(store, { nowMs: () => nowMs } as Clock, Log.silent())
  })
  afterEach(() => revoked.onApplicationShutdown())

  /** Until the set knows it; jest ends what takes too long. */
  const known = async (id: string) => {
    while (!revoked.isRevoked(id)) await new Promise((resolve) => setImmediate(resolve))
  }

  test('knows what was revoked before it began, and while it read that', async () => {
    store.kept.push(session('before'))
    store.reads.push(() => store.hear!(session('meanwhile')))
    await revoked.onModuleInit()
    expect(['before', 'meanwhile', 'other'].map((id) => revoked.isRevoked(id))).toEqual([true, true, false])
  })

  test('does not begin without having read them', async () => {
    store.reads.push(() => Promise.reject(new Error('no database')))
    await expect(revoked.onModuleInit()).rejects.toThrow('no database')
  })

  test('learns what is revoked, and reads again what it may have missed, until it can', async () => {
    await revoked.onModuleInit()
    store.hear!(session('told'))
    expect(revoked.isRevoked('told')).toBe(true)
    store.kept.push(session('missed'))
    store.reads.push(() => Promise.reject(new Error('still away')))
    store.hear!(undefined)
    await known('missed')
    expect(revoked.isRevoked('told')).toBe(true)
  })

  test('what may have been missed during a reading is read once more', async () => {
    await revoked.onModuleInit()
    store.reads.push(() => {
      store.reads.push(() => void store.kept.push(session('late')))
      store.hear!(undefined)
    })
    store.hear!(undefined)
    await known('late')
  })

  test('revokes by the transaction of its caller, and asks for nothing where there is nothing', async () => {
    const tx = {} as Queryable
    const until = new Date(START_MS)
    await revoked.revoke(tx, ['a', 'b'], until)
    await revoked.revoke(tx, [], until)
    expect(store.added).toEqual([[tx, ['a', 'b'], until]])
    // Not before the transaction is committed, which the notification says.
    expect(revoked.isRevoked('a')).toBe(false)
  })

  test('forgets what no longer matters when it grows, and nothing else', async () => {
    await revoked.onModuleInit()
    store.hear!(session('short', START_MS + 1))
    store.hear!(session('prolonged', START_MS + 1))
    store.hear!(session('prolonged', START_MS + HOUR_MS))
    store.hear!(session('prolonged', START_MS + 2))
    nowMs += 1_000
    for (let i = 0; i < 2_000; i++) store.hear!(session(`other ${i}`))
    expect(revoked.isRevoked('short')).toBe(false)
    expect(['prolonged', 'other 0', 'other 1999'].map((id) => revoked.isRevoked(id))).toEqual([
      true,
      true,
      true,
    ])
  })

  test('is told nothing any more once it has ended', async () => {
    await revoked.onModuleInit()
    await revoked.onApplicationShutdown()
    expect(store.hear).toBeUndefined()
  })
})
