import type { Did } from '@guildhall/syntax'
import type { Queryable, UnitOfWork } from '../database/index.js'
import type { Clock } from '../telemetry/index.js'
import type { RefreshTokenStore } from './refresh-token.store.js'
import type { RevokedSessions } from './revocation/revoked-sessions.js'
import { SessionEndings } from './session-endings.js'
import { ACCESS_LIFETIME_S, refreshTokenKey } from './session-tokens.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const NOW_MS = Date.UTC(2026, 0, 1)
const TX = {} as Queryable
const TOKEN = { did: ALICE, tokenId: 'id', sessionId: 'one' }

/** @param removals the sessions that each removal finds tokens of */
function setUp(removals: string[][], alreadyRevoked: string[] = []) {
  const removed: unknown[][] = []
  const revoked: { on: Queryable; ids: readonly string[]; untilMs: number }[] = []
  const remove = async (...args: unknown[]) => {
    removed.push(args)
    return removals.shift() ?? []
  }
  const endings = new SessionEndings(
    { removeSession: remove, removeOf: remove } as unknown as RefreshTokenStore,
    {
      isRevoked: (id: string) => alreadyRevoked.includes(id),
      revoke: async (on: Queryable, ids: readonly string[], until: Date) => {
        revoked.push({ on, ids, untilMs: until.getTime() })
      },
    } as unknown as RevokedSessions,
    { run: (work: (tx: Queryable) => Promise<void>) => work(TX) } as unknown as UnitOfWork,
    { nowMs: () => NOW_MS } as Clock,
  )
  return { endings, removed, revoked }
}

describe('SessionEndings', () => {
  test('ends the session of a token in one transaction, for longer than its access tokens live', async () => {
    const { endings, removed, revoked } = setUp([['one']])
    await endings.end(TOKEN)
    expect(removed[0]).toEqual([TX, ALICE, refreshTokenKey('id'), 'one'])
    expect(revoked).toMatchObject([{ on: TX, ids: ['one'] }])
    expect(revoked[0]!.untilMs).toBeGreaterThan(NOW_MS + ACCESS_LIFETIME_S * 1000)
  })

  test('ends a session that is kept nowhere, once', async () => {
    const first = setUp([])
    await first.endings.end(TOKEN)
    expect(first.revoked).toMatchObject([{ ids: ['one'] }])
    const again = setUp([], ['one'])
    await again.endings.end(TOKEN)
    expect(again.revoked).toMatchObject([{ ids: [] }])
  })

  test('ends the session of a token that does not say which, as the store knows it', async () => {
    const { endings, revoked } = setUp([['known to the store']])
    await endings.end({ ...TOKEN, sessionId: undefined })
    expect(revoked).toMatchObject([{ ids: ['known to the store'] }])
  })

  test.each([undefined, 'app'])(
    'ends all of an account, in the given transaction (app password %s)',
    async (name) => {
      const { endings, removed, revoked } = setUp([['one', 'two']])
      await endings.endAll(TX, ALICE, name)
      expect(removed[0]).toEqual([TX, ALICE, name])
      expect(revoked).toMatchObject([{ on: TX, ids: ['one', 'two'] }])
    },
  )

  test('looks again until a refresh that came in between has left nothing', async () => {
    const { endings, removed, revoked } = setUp([['one'], ['one', 'two'], []])
    await endings.endAll(TX, ALICE)
    expect(removed).toHaveLength(3)
    expect(revoked).toMatchObject([{ ids: ['one', 'two'] }])
  })
})
