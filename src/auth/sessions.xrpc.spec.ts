import type { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { type Account, AccountNotFound, type AccountStatus } from '../account/index.js'
import { BusinessEvents, Metrics } from '../telemetry/index.js'
import type { Call, Caller } from '../xrpc/index.js'
import type { PasswordSessions } from './password-sessions.js'
import type { SessionViews } from './session-views.js'
import type { Sessions } from './sessions.js'
import { SessionsXrpc } from './sessions.xrpc.js'

type Server = typeof com.atproto.server

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const ACCOUNT: Caller = { kind: 'account', did: ALICE, credential: 'session' }
const REFRESH: Caller = { kind: 'refresh', did: ALICE, tokenId: 'id', sessionId: undefined, expired: false }
const IP = '192.0.2.7'

function setUp({ status = 'active' as AccountStatus } = {}) {
  const account = { did: ALICE, status } as Account
  const log: unknown[][] = []
  const noting =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]) => {
      log.push([name, ...args])
      return answer
    }
  const pair = { accessJwt: 'access', refreshJwt: 'refresh' }
  const passwords = {
    open: noting('open', { ...pair, account }),
    refresh: noting('refresh', { ...pair, account }),
  } as unknown as PasswordSessions
  const sessions = {
    end: noting('end', undefined),
    owner: async () => {
      if (status === 'deleted') throw new AccountNotFound()
      return account
    },
  } as unknown as Sessions
  const views = { view: ({ did }: Account) => ({ did, handle: 'alice.test' }) } as unknown as SessionViews
  return { log, surface: new SessionsXrpc(passwords, sessions, views, new BusinessEvents(new Metrics())) }
}

test('createSession answers with the session and its account', async () => {
  const { surface, log } = setUp()
  const input = { identifier: 'alice.test', password: 'secret' }
  expect(await surface.createSession({ input, ip: IP } as Call<Server['createSession']>)).toEqual({
    did: ALICE,
    handle: 'alice.test',
    accessJwt: 'access',
    refreshJwt: 'refresh',
  })
  expect(log).toEqual([['open', input, IP]])
})

describe('the session at hand', () => {
  test('is described', async () => {
    const { surface } = setUp()
    const call = { caller: ACCOUNT } as Call<Server['getSession']>
    expect(await surface.getSession(call)).toEqual({ did: ALICE, handle: 'alice.test' })
  })

  test('is refused when its account went away meanwhile', async () => {
    const { surface } = setUp({ status: 'deleted' })
    const call = { caller: ACCOUNT } as Call<Server['getSession']>
    await expect(surface.getSession(call)).rejects.toMatchObject({ code: 'AccountNotFound' })
  })

  test('is prolonged, and answered without the account behind it', async () => {
    const { surface, log } = setUp()
    expect(await surface.refreshSession({ caller: REFRESH } as Call<Server['refreshSession']>)).toEqual({
      did: ALICE,
      handle: 'alice.test',
      accessJwt: 'access',
      refreshJwt: 'refresh',
    })
    expect(log).toEqual([['refresh', REFRESH]])
  })

  test('ends', async () => {
    const { surface, log } = setUp()
    expect(await surface.deleteSession({ caller: REFRESH } as Call<Server['deleteSession']>)).toBeUndefined()
    expect(log).toEqual([['end', REFRESH]])
  })
})
