import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import type { Contributions } from '../contributions/index.js'
import type { Accounts, AccountStatus, Attempt, Lockout } from '../account/index.js'
import type { Denials } from '../audit/index.js'
import type { Clock, Random } from '../telemetry/index.js'
import {
  type Access,
  adminOnly,
  adminOrModerator,
  anyone,
  optionalCaller,
  optionalServiceAuth,
  refreshToken,
  serviceAuth,
  signedIn,
} from '../xrpc/index.js'
import { configOf } from '../config/index.js'
import { AdminPassword } from './admin-password.js'
import { Administrators } from './administrators.js'
import { AuthConfig } from './auth.config.js'
import { ServiceTokenRefused } from './auth.errors.js'
import type { OauthTokens } from './oauth/oauth-tokens.js'
import { RequestAuthenticator } from './request-authenticator.js'
import type { ServiceTokens } from './service-tokens.js'
import { REFRESH_LIFETIME_S, SCOPE, SessionTokens } from './session-tokens.js'

const ALICE = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const BOB = 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' as Did
const NSID = com.atproto.server.createAccount.nsid
const PASSWORD = 'pass:word'
const IP = '192.0.2.7'
const SESSION = 'session id'

let nowMs = Date.UTC(2026, 0, 1)
let status: AccountStatus | undefined = 'active'
let accountLookups = 0
const serviceCalls: unknown[][] = []

const clock = { nowMs: () => nowMs } as Clock
const revoked = new Set<string>()
const tokens = new SessionTokens('a secret', 'did:web:pds.test', clock, {} as Random, {
  isRevoked: (sessionId) => revoked.has(sessionId),
})

const accounts = {
  byDid: (did: Did) => {
    accountLookups++
    return status && { did, status }
  },
} as unknown as Accounts

const services = {
  verify: async (...call: unknown[]) => {
    serviceCalls.push(call)
    if (call[0] !== 'service-token') throw new ServiceTokenRefused('BadJwt', 'poorly formatted jwt')
    return BOB
  },
  verifyModerator: async (token: string) => {
    if (token !== 'service-token') throw new ServiceTokenRefused('UntrustedIss', 'Untrusted issuer')
    return BOB
  },
} as unknown as ServiceTokens

const attempts: Attempt[] = []
const lockout = {
  attempt: (attempt: Attempt, prove: () => Promise<unknown>) => {
    attempts.push(attempt)
    return prove()
  },
} as unknown as Lockout

const administrators = new Administrators(
  new AdminPassword(PASSWORD),
  lockout,
  configOf(AuthConfig),
  { count: () => Promise.resolve() } as unknown as Denials,
  { of: () => [] } as unknown as Contributions,
)
const applications = {
  authenticate: () => ({ did: ALICE, scopes: { allows: () => true } }),
} as unknown as OauthTokens
const guard = new RequestAuthenticator(tokens, administrators, services, applications, accounts)

const nothing = () => undefined
const CONTEXT = {
  nsid: NSID,
  ip: IP,
  method: 'GET',
  path: '/',
  setHeader: nothing,
  admitStranger: nothing,
}

const admit = (authorization: string | undefined, access: Access, nsid = NSID) =>
  guard.authenticate(authorization === undefined ? {} : { authorization }, access, { ...CONTEXT, nsid })

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const credentials = {
  none: undefined,
  empty: '',
  full: `Bearer ${tokens.access(ALICE, SCOPE.full, SESSION)}`,
  appPassword: `Bearer ${tokens.access(ALICE, SCOPE.appPassword, SESSION)}`,
  privileged: `Bearer ${tokens.access(ALICE, SCOPE.appPasswordPrivileged, SESSION)}`,
  takendown: `Bearer ${tokens.access(ALICE, SCOPE.takendown, SESSION)}`,
  refresh: `Bearer ${tokens.refresh(ALICE, 'token id', SESSION)}`,
  garbage: 'Bearer garbage',
  headless: 'Bearer',
  service: 'Bearer service-token',
  admin: basic(`admin:${PASSWORD}`),
  wrongAdmin: basic('admin:wrong'),
  oauth: 'DPoP token',
  nonsense: 'Nonsense y',
  bytes: 'Ã¼',
}
type Presented = keyof typeof credentials

const account = (credential: string) => ({ kind: 'account', did: ALICE, credential })
const refreshing = { kind: 'refresh', did: ALICE, tokenId: 'token id', sessionId: SESSION, expired: false }
const APPLICATION = { ...account('oauth'), allows: expect.any(Function) }
const ANONYMOUS = { kind: 'anonymous' }
const ADMIN = { kind: 'admin', may: expect.any(Function), assertAbove: expect.any(Function) }
const SERVICE = { kind: 'service', did: BOB, keyId: 'atproto' }

/** How a refusal is told apart: what clients see as status, by its kind, and as the name of the error. */
const refusal = (kind: string, code: string, message: unknown = expect.any(String)) => ({
  refused: { kind, code, message },
})
const MISSING = refusal('unauthenticated', 'AuthMissing', 'Authentication Required')
const BAD_PASSWORD = refusal('unauthenticated', 'AuthenticationRequired', 'Authentication Required')
const BAD_HEADER = refusal('unauthenticated', 'AuthenticationRequired', 'Invalid authorization header')
const MISSING_JWT = refusal('unauthenticated', 'MissingJwt')
const BAD_JWT = refusal('unauthenticated', 'BadJwt')
const UNTRUSTED = refusal('unauthenticated', 'UntrustedIss')
const MALFORMED = refusal('invalid', 'InvalidToken', 'Malformed authorization header')
const OTHER_SCHEME = refusal('invalid', 'InvalidToken', 'Unexpected authorization type')
const UNVERIFIED = refusal('invalid', 'InvalidToken', 'Token could not be verified')
const BAD_SCOPE = refusal('invalid', 'InvalidToken', 'Bad token scope')

async function outcome(presented: string | undefined, access: Access): Promise<unknown> {
  try {
    return await admit(presented, access)
  } catch (error) {
    const { kind, code, message } = error as { kind: string; code: string; message: string }
    return { refused: { kind, code, message } }
  }
}

beforeEach(() => {
  nowMs = Date.UTC(2026, 0, 1)
  status = 'active'
  accountLookups = 0
  serviceCalls.length = 0
  attempts.length = 0
  revoked.clear()
})

/** Where only a token will do. */
const NO_TOKEN: Partial<Record<Presented, unknown>> = {
  none: MISSING,
  empty: MISSING,
  headless: MALFORMED,
  bytes: MALFORMED,
  admin: OTHER_SCHEME,
  wrongAdmin: OTHER_SCHEME,
  oauth: OTHER_SCHEME,
  nonsense: OTHER_SCHEME,
}

/** A row per policy: what each credential comes to. What a row does not name is refused as `rest` says. */
const POLICIES: [string, Access, Partial<Record<Presented, unknown>>, unknown][] = [
  ['anyone', anyone, {}, ANONYMOUS],
  ['admin', adminOnly(), { admin: ADMIN }, BAD_PASSWORD],
  [
    'admin or moderation service',
    adminOrModerator(),
    {
      admin: ADMIN,
      service: { ...SERVICE, assertAbove: expect.any(Function) },
      full: UNTRUSTED,
      appPassword: UNTRUSTED,
      privileged: UNTRUSTED,
      takendown: UNTRUSTED,
      refresh: UNTRUSTED,
      garbage: UNTRUSTED,
    },
    BAD_PASSWORD,
  ],
  [
    'optional',
    optionalCaller,
    {
      none: ANONYMOUS,
      empty: ANONYMOUS,
      full: account('session'),
      appPassword: account('appPassword'),
      privileged: account('appPasswordPrivileged'),
      takendown: account('takendown'),
      admin: ADMIN,
      wrongAdmin: BAD_PASSWORD,
      headless: MALFORMED,
      bytes: MALFORMED,
      oauth: APPLICATION,
      nonsense: BAD_HEADER,
    },
    UNVERIFIED,
  ],
  [
    'signed in',
    signedIn(),
    {
      ...NO_TOKEN,
      oauth: APPLICATION,
      full: account('session'),
      appPassword: account('appPassword'),
      privileged: account('appPasswordPrivileged'),
      takendown: BAD_SCOPE,
    },
    UNVERIFIED,
  ],
  [
    'signed in, privileged app passwords',
    signedIn(undefined, { appPassword: 'privileged' }),
    {
      ...NO_TOKEN,
      oauth: APPLICATION,
      full: account('session'),
      appPassword: BAD_SCOPE,
      privileged: account('appPasswordPrivileged'),
      takendown: BAD_SCOPE,
    },
    UNVERIFIED,
  ],
  [
    'signed in, no app passwords, also taken down',
    signedIn(undefined, { appPassword: 'no', takendown: true }),
    {
      ...NO_TOKEN,
      oauth: APPLICATION,
      full: account('session'),
      appPassword: BAD_SCOPE,
      privileged: BAD_SCOPE,
      takendown: account('takendown'),
    },
    UNVERIFIED,
  ],
  [
    'refresh token',
    refreshToken(),
    {
      ...NO_TOKEN,
      refresh: refreshing,
    },
    UNVERIFIED,
  ],
  [
    'service auth',
    serviceAuth(),
    {
      none: MISSING_JWT,
      empty: MISSING_JWT,
      service: SERVICE,
      headless: MALFORMED,
      bytes: MALFORMED,
      admin: MISSING_JWT,
      wrongAdmin: MISSING_JWT,
      oauth: MISSING_JWT,
      nonsense: MISSING_JWT,
    },
    BAD_JWT,
  ],
  [
    'service auth, optional',
    optionalServiceAuth(),
    {
      none: ANONYMOUS,
      empty: ANONYMOUS,
      service: SERVICE,
      headless: MALFORMED,
      bytes: MALFORMED,
      admin: ANONYMOUS,
      wrongAdmin: ANONYMOUS,
      oauth: ANONYMOUS,
      nonsense: ANONYMOUS,
    },
    BAD_JWT,
  ],
]

describe.each(POLICIES)('the policy "%s"', (_, access, named, rest) => {
  const rows = (Object.keys(credentials) as Presented[]).map((name) => [name, named[name] ?? rest] as const)

  test.each(rows)('and the credential "%s"', async (name, expected) => {
    expect(await outcome(credentials[name], access)).toEqual(expected)
  })
})

describe('the state of an account', () => {
  const everywhere = signedIn()
  const STATES: [AccountStatus | undefined, Access, unknown][] = [
    [undefined, everywhere, refusal('forbidden', 'AccountNotFound')],
    ['deleted', everywhere, refusal('forbidden', 'AccountNotFound')],
    ['deleted', signedIn(undefined, { takendown: true }), refusal('forbidden', 'AccountNotFound')],
    ['takendown', everywhere, refusal('unauthenticated', 'AccountTakedown')],
    ['suspended', everywhere, refusal('unauthenticated', 'AccountTakedown')],
    ['takendown', signedIn(undefined, { takendown: true }), account('session')],
    ['suspended', signedIn(undefined, { takendown: true }), account('session')],
    ['deactivated', everywhere, account('session')],
    [
      'deactivated',
      signedIn(undefined, { deactivated: false }),
      refusal('unauthenticated', 'AccountDeactivated'),
    ],
    ['active', signedIn(undefined, { deactivated: false }), account('session')],
  ]

  test.each(STATES)('%s, policy %#', async (state, access, expected) => {
    status = state
    expect(await outcome(credentials.full, access)).toEqual(expected)
  })

  test('is not asked about before the token is known to be good', async () => {
    await outcome(credentials.garbage, everywhere)
    await outcome(credentials.takendown, everywhere)
    expect(accountLookups).toBe(0)
  })

  test('does not keep anybody from being recognised', async () => {
    status = 'takendown'
    expect(await outcome(credentials.full, optionalCaller)).toEqual(account('session'))
    expect(accountLookups).toBe(0)
  })
})

describe('the end of a session', () => {
  test('is ExpiredToken wherever an access token of it is looked at', async () => {
    revoked.add(SESSION)
    const ended = refusal('invalid', 'ExpiredToken', 'Token has been revoked')
    for (const credential of ['full', 'appPassword', 'privileged'] as const) {
      for (const access of [signedIn(), optionalCaller])
        expect(await outcome(credentials[credential], access)).toEqual(ended)
    }
  })

  test('says less than what became of its account', async () => {
    revoked.add(SESSION)
    status = 'deleted'
    expect(await outcome(credentials.full, signedIn())).toEqual(refusal('forbidden', 'AccountNotFound'))
  })

  test('leaves other sessions alone', async () => {
    revoked.add('another session')
    expect(await outcome(credentials.full, signedIn())).toEqual(account('session'))
  })
})

describe('expiry', () => {
  test('of an access token is ExpiredToken wherever it is looked at', async () => {
    const token = credentials.full
    nowMs += 2 * 60 * 60 * 1000
    const expired = refusal('invalid', 'ExpiredToken', 'Token has expired')
    expect(await outcome(token, signedIn())).toEqual(expired)
    expect(await outcome(token, optionalCaller)).toEqual(expired)
  })

  test('of a refresh token is forgiven by the policy that says so', async () => {
    nowMs += REFRESH_LIFETIME_S * 1000
    expect(await outcome(credentials.refresh, refreshToken())).toEqual(refusal('invalid', 'ExpiredToken'))
    expect(await outcome(credentials.refresh, refreshToken({ allowExpired: true }))).toEqual({
      ...refreshing,
      expired: true,
    })
  })
})

describe('a token between services', () => {
  test('has to name the method that is called', async () => {
    await admit(credentials.service, serviceAuth())
    expect(serviceCalls).toEqual([['service-token', NSID]])
  })

  test('or the one that the policy says', async () => {
    const { nsid } = com.atproto.repo.uploadBlob
    await admit(credentials.service, serviceAuth(nsid))
    expect(serviceCalls).toEqual([['service-token', nsid]])
  })
})

describe('the password of the administrator', () => {
  test('is an attempt that nobody elsewhere can spoil; without a password it is none', async () => {
    for (const presented of [credentials.none, credentials.full]) await outcome(presented, adminOnly())
    expect(attempts).toEqual([])
    for (const access of [adminOnly(), optionalCaller]) await outcome(credentials.wrongAdmin, access)
    const attempt = { of: 'admin password', name: expect.any(String), ip: IP, everywhere: false }
    expect(attempts).toEqual([attempt, attempt])
  })
})
