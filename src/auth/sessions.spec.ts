import type { Did } from '@guildhall/syntax'
import type { Account, Accounts, AccountStatus } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import type { Clock, Random } from '../telemetry/index.js'
import type { RefreshTokenStore } from './refresh-token.store.js'
import type { SessionEndings } from './session-endings.js'
import { refreshTokenKey, SCOPE, SessionTokens } from './session-tokens.js'
import { Sessions } from './sessions.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const NOW_MS = Date.UTC(2026, 0, 1)
const DAY_MS = 86_400_000
const TX = {} as Queryable

const clock = { nowMs: () => NOW_MS } as Clock
let next = 0
const random = { bytes: (count: number) => new Uint8Array(count).fill(next++) } as unknown as Random
const tokens = new SessionTokens('a secret', 'did:web:pds.test', clock, random, { isRevoked: () => false })
const TOKEN = { did: ALICE, tokenId: 'id', sessionId: 'session' }

interface StoreCall {
  method: string
  args: unknown[]
}

function setUp({
  status = 'active' as AccountStatus | 'gone',
  rotated = undefined as unknown,
  isAdded = true,
} = {}) {
  const calls: StoreCall[] = []
  const store = new Proxy({} as RefreshTokenStore, {
    get:
      (_, method: string) =>
      async (...args: unknown[]) => {
        calls.push({ method, args })
        return method === 'add' ? isAdded : rotated
      },
  })
  const endings = {
    end: async (token: unknown) => {
      calls.push({ method: 'end', args: [token] })
    },
  } as unknown as SessionEndings
  const accounts = {
    byDid: (did: Did) => (status === 'gone' ? undefined : ({ did, status } as Account)),
  } as unknown as Accounts
  const sessions = new Sessions(tokens, store, accounts, clock, endings)
  return { sessions, calls }
}

const scopeOf = (jwt: string) => tokens.verifyAccess(jwt).scope
const endOf = (jwt: string) =>
  (JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as { exp: number }).exp * 1000
const tokenIdOf = (jwt: string) => tokens.verifyRefresh(jwt).tokenId
const sessionIdOf = (jwt: string) => tokens.verifyRefresh(jwt).sessionId

describe('opening a session', () => {
  test.each([
    [undefined, SCOPE.full],
    [{ name: 'app', privileged: false, expiresAt: undefined }, SCOPE.appPassword],
    [{ name: 'app', privileged: true, expiresAt: undefined }, SCOPE.appPasswordPrivileged],
  ])('with the app password %j gives the scope %s', async (appPassword, scope) => {
    const { sessions, calls } = setUp()
    const { accessJwt, refreshJwt } = await sessions.open(TX, ALICE, { appPassword })
    expect(scopeOf(accessJwt)).toBe(scope)
    expect(tokens.verifyAccess(accessJwt).sessionId).toBe(sessionIdOf(refreshJwt))
    const stored = {
      did: ALICE,
      sessionId: sessionIdOf(refreshJwt),
      expiresAt: new Date(NOW_MS + 90 * DAY_MS),
      appPasswordName: appPassword?.name,
      passwordHash: undefined,
      place: { ip: undefined, userAgent: undefined },
    }
    expect(calls).toEqual([{ method: 'add', args: [TX, refreshTokenKey(tokenIdOf(refreshJwt)), stored] }])
  })

  test('is refused when the password was replaced meanwhile', async () => {
    const { sessions, calls } = setUp({ isAdded: false })
    const opening = sessions.open(TX, ALICE, { passwordHash: 'the former one' })
    await expect(opening).rejects.toMatchObject({ code: 'AuthenticationRequired' })
    expect(calls[0]!.args[2]).toMatchObject({ passwordHash: 'the former one' })
  })

  test('with an app password ends with it', async () => {
    const { sessions, calls } = setUp()
    const expiresAt = new Date(NOW_MS + 60_000)
    const { accessJwt } = await sessions.open(TX, ALICE, {
      appPassword: { name: 'app', privileged: false, expiresAt },
    })
    expect(calls[0]!.args[2]).toMatchObject({ expiresAt })
    expect(endOf(accessJwt)).toBe(expiresAt.getTime())
    const far = new Date(NOW_MS + 365 * DAY_MS)
    const long = await sessions.open(TX, ALICE, {
      appPassword: { name: 'app', privileged: false, expiresAt: far },
    })
    expect(calls[1]!.args[2]).toMatchObject({ expiresAt: new Date(NOW_MS + 90 * DAY_MS) })
    expect(endOf(long.accessJwt)).toBe(NOW_MS + 2 * 60 * 60 * 1000)
  })

  test('stores nothing that would be good as a token', async () => {
    const { sessions, calls } = setUp()
    const { refreshJwt } = await sessions.open(TX, ALICE)
    const key = Buffer.from(calls[0]!.args[1] as Uint8Array)
    expect(key).toHaveLength(32)
    expect(key.toString('base64')).not.toBe(tokenIdOf(refreshJwt))
  })

  test('gives every session an id of its own', async () => {
    const { sessions } = setUp()
    const [one, two] = [await sessions.open(TX, ALICE), await sessions.open(TX, ALICE)]
    expect(tokenIdOf(one.refreshJwt)).not.toBe(tokenIdOf(two.refreshJwt))
    expect(sessionIdOf(one.refreshJwt)).not.toBe(sessionIdOf(two.refreshJwt))
  })

  test('of an account that was taken down keeps no track of it', () => {
    const { sessions, calls } = setUp({ status: 'takendown' })
    expect(scopeOf(sessions.openTakendown(ALICE).accessJwt)).toBe(SCOPE.takendown)
    expect(calls).toEqual([])
  })
})

describe('refreshing a session', () => {
  test('gives the one successor, which lives 90 days, and the used token two hours', async () => {
    const { sessions, calls } = setUp({ rotated: { sessionId: 'session', appPassword: undefined } })
    const pair = await sessions.refresh(TOKEN)
    expect(tokenIdOf(pair.refreshJwt)).toBe(tokens.successorOf('id'))
    expect(scopeOf(pair.accessJwt)).toBe(SCOPE.full)
    expect(pair.account.did).toBe(ALICE)
    expect(sessionIdOf(pair.refreshJwt)).toBe('session')
    expect(tokens.verifyAccess(pair.accessJwt).sessionId).toBe('session')
    const rotation = {
      did: ALICE,
      key: refreshTokenKey('id'),
      successorKey: refreshTokenKey(tokens.successorOf('id')),
      now: new Date(NOW_MS),
      graceEnd: new Date(NOW_MS + 2 * 60 * 60 * 1000),
      successorExpiresAt: new Date(NOW_MS + 90 * DAY_MS),
      appPasswordUseNotedAfter: new Date(NOW_MS - 5 * 60 * 1000),
      place: { ip: undefined, userAgent: undefined },
    }
    expect(calls).toEqual([{ method: 'rotate', args: [rotation] }])
  })

  test.each([
    [false, SCOPE.appPassword],
    [true, SCOPE.appPasswordPrivileged],
  ])('keeps the restrictions of an app password, privileged %s', async (privileged, scope) => {
    const { sessions } = setUp({
      rotated: { sessionId: 'session', appPassword: { name: 'app', privileged } },
    })
    expect(scopeOf((await sessions.refresh(TOKEN)).accessJwt)).toBe(scope)
  })

  test('is refused for a token that is unknown, revoked or too old, and ends its session', async () => {
    const { sessions, calls } = setUp()
    const refused = { code: 'ExpiredToken', kind: 'invalid', message: 'Token has been revoked' }
    await expect(sessions.refresh(TOKEN)).rejects.toMatchObject(refused)
    expect(calls.map(({ method }) => method)).toEqual(['rotate', 'end'])
    expect(calls[1]!.args).toEqual([TOKEN])
  })

  test('is refused without touching the token for an account that is gone or was taken down', async () => {
    for (const [status, code] of [
      ['gone', 'ExpiredToken'],
      ['takendown', 'AccountTakedown'],
      ['suspended', 'AccountTakedown'],
    ] as const) {
      const { sessions, calls } = setUp({ status, rotated: { sessionId: 'session', appPassword: undefined } })
      await expect(sessions.refresh(TOKEN)).rejects.toMatchObject({ code })
      expect(calls).toEqual([])
    }
  })

  test('goes on for a deactivated account', async () => {
    const { sessions } = setUp({
      status: 'deactivated',
      rotated: { sessionId: 'session', appPassword: undefined },
    })
    expect((await sessions.refresh(TOKEN)).account.status).toBe('deactivated')
  })
})
