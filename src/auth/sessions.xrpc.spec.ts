import type { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { type Account, AccountNotFound, type AccountStatus } from '../account/index.js'
import { BusinessEvents, Metrics } from '../telemetry/index.js'
import type { Call, Caller } from '../xrpc/index.js'
import { AuthFactorTokenRequired } from './auth.errors.js'
import type { EmailFactor } from './email-factor.js'
import type { SessionViews } from './session-views.js'
import type { Sessions } from './sessions.js'
import { SessionsXrpc } from './sessions.xrpc.js'
import type { SignedIn, SignIn } from './sign-in.js'

type Server = typeof com.atproto.server

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const ACCOUNT: Caller = { kind: 'account', did: ALICE, credential: 'session' }
const REFRESH: Caller = { kind: 'refresh', did: ALICE, tokenId: 'id', sessionId: undefined, expired: false }

function setUp({
  status = 'active' as AccountStatus,
  appPassword = undefined as SignedIn['appPassword'],
  needsCode = false,
} = {}) {
  const account = { did: ALICE, status } as Account
  const log: unknown[][] = []
  const noting =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]) => {
      log.push([name, ...args])
      return answer
    }
  const pair = { accessJwt: 'access', refreshJwt: 'refresh' }
  const signIn = {
    signIn: noting('sign in', { account, appPassword, passwordHash: 'hash' }),
  } as unknown as SignIn
  const sessions = {
    open: noting('open', pair),
    openTakendown: () => ({ accessJwt: 'narrow', refreshJwt: 'narrow' }),
    refresh: noting('refresh', { ...pair, account }),
    end: noting('end', undefined),
    owner: async () => {
      if (status === 'deleted') throw new AccountNotFound()
      return account
    },
  } as unknown as Sessions
  const views = { view: ({ did }: Account) => ({ did, handle: 'alice.test' }) } as unknown as SessionViews
  const factor = {
    check: async (_signedIn: SignedIn, code: string | undefined) => {
      if (needsCode && code !== 'a code') throw new AuthFactorTokenRequired()
    },
  } as unknown as EmailFactor
  return {
    log,
    surface: new SessionsXrpc(signIn, sessions, views, factor, new BusinessEvents(new Metrics())),
  }
}

const IP = '192.0.2.7'
const signingIn = (more: object = {}) =>
  ({ input: { identifier: 'alice.test', password: 'secret', ...more }, ip: IP }) as Call<
    Server['createSession']
  >

describe('createSession', () => {
  test('opens a session with what was signed in with', async () => {
    const appPassword = { name: 'app', privileged: true, expiresAt: undefined }
    const { surface, log } = setUp({ appPassword })
    expect(await surface.createSession(signingIn())).toEqual({
      did: ALICE,
      handle: 'alice.test',
      accessJwt: 'access',
      refreshJwt: 'refresh',
    })
    expect(log).toEqual([
      ['sign in', 'alice.test', 'secret', { ip: IP }],
      ['open', undefined, ALICE, expect.objectContaining({ appPassword, passwordHash: 'hash' })],
    ])
  })

  test.each(['takendown', 'suspended'] as const)(
    'of an account that is %s gives narrow tokens',
    async (status) => {
      const { surface, log } = setUp({ status })
      const answer = await surface.createSession(signingIn({ allowTakendown: true }))
      expect(answer).toMatchObject({ accessJwt: 'narrow', refreshJwt: 'narrow' })
      expect(log).toEqual([['sign in', 'alice.test', 'secret', { ip: IP, allowTakendown: true }]])
    },
  )

  test('takes a code where the account wants one', async () => {
    const { surface, log } = setUp({ needsCode: true })
    await expect(surface.createSession(signingIn())).rejects.toMatchObject({
      code: 'AuthFactorTokenRequired',
    })
    expect(log).toEqual([['sign in', 'alice.test', 'secret', { ip: IP }]])
    expect(await surface.createSession(signingIn({ authFactorToken: 'a code' }))).toMatchObject({
      did: ALICE,
    })
  })

  test('of a deactivated account is an ordinary one', async () => {
    const { surface } = setUp({ status: 'deactivated' })
    expect(await surface.createSession(signingIn())).toMatchObject({ accessJwt: 'access' })
  })
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
