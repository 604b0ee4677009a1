import { createHmac } from 'node:crypto'
import { com } from '@guildhall/lexicon'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import {
  type AppSession,
  newVerifier,
  OAuthApp,
  ProofKey,
  type Reply,
  sessionOf,
} from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { PASSWORD, WholeServer } from '../support/whole-server.js'
import { CLIENT_IDS, METADATA, REQUESTS } from './oauth-bad-requests.js'

const { getSession } = com.atproto.server
const START_MAX_MS = 60_000
const TABLE_MAX_MS = 300_000

/** What an endpoint has to answer. */
type Refusal = readonly [status: number, error: string]
interface Case {
  readonly check: string
  readonly endpoint: string
  readonly expected: Refusal
  readonly run: () => Promise<Reply>
}

let server: WholeServer
let host: ClientMetadataHost
let app: OAuthApp
let member: { handle: string; password: string; did: string }
beforeAll(async () => {
  server = await WholeServer.start()
  host = await ClientMetadataHost.start(server)
  app = OAuthApp.loopback(server.url)
  member = { ...(await server.signUp()), password: PASSWORD }
}, START_MAX_MS)
afterAll(async () => {
  await host?.close()
  await server?.close()
})

const nowS = () => Math.floor(Date.now() / 1000)
const push = (more: Record<string, string | undefined> = {}, of = app) =>
  of.push(of.request(newVerifier(), more), new ProofKey())

/** Proofs that are no good, for every endpoint that takes them. */
const PROOFS: readonly [string, () => Parameters<OAuthApp['push']>[2], string][] = [
  ['no proof', () => ({ proof: undefined }), 'invalid_dpop_proof'],
  ['garbage for a proof', () => ({ proof: 'a.b.c' }), 'invalid_dpop_proof'],
  ['oversized proof', () => ({ claims: { more: 'x'.repeat(5_000) } }), 'invalid_dpop_proof'],
  ['nonce missing', () => ({ claims: { nonce: undefined } }), 'use_dpop_nonce'],
  ['nonce forged', () => ({ claims: { nonce: 'x'.repeat(43) } }), 'use_dpop_nonce'],
  ['nonce no text', () => ({ claims: { nonce: 7 } }), 'use_dpop_nonce'],
  ['htm of another verb', () => ({ claims: { htm: 'PUT' } }), 'invalid_dpop_proof'],
  ['htu of another path', () => ({ claims: { htu: `${server.url}/elsewhere` } }), 'invalid_dpop_proof'],
  [
    'htu of another host',
    () => ({ claims: { htu: 'https://evil.example/oauth/par' } }),
    'invalid_dpop_proof',
  ],
  ['htu missing', () => ({ claims: { htu: undefined } }), 'invalid_dpop_proof'],
  ['jti missing', () => ({ claims: { jti: undefined } }), 'invalid_dpop_proof'],
  ['iat missing', () => ({ claims: { iat: undefined } }), 'invalid_dpop_proof'],
  ['iat an hour ago', () => ({ claims: { iat: nowS() - 3_600 } }), 'invalid_dpop_proof'],
  ['typ of another token', () => ({ header: { typ: 'JWT' } }), 'invalid_dpop_proof'],
  ['alg none', () => ({ header: { alg: 'none' } }), 'invalid_dpop_proof'],
  ['alg that is not supported', () => ({ header: { alg: 'ES384' } }), 'invalid_dpop_proof'],
  ['jwk missing', () => ({ header: { jwk: undefined } }), 'invalid_dpop_proof'],
  ['jwk with the secret', () => ({ header: { jwk: new ProofKey().secretJwk } }), 'invalid_dpop_proof'],
  ['signed by another key', () => ({ header: { jwk: new ProofKey().jwk } }), 'invalid_dpop_proof'],
]

const ASSERTIONS: readonly [string, (key: ProofKey) => Parameters<OAuthApp['assertion']>[0]][] = [
  ['aud is the token endpoint', () => ({ claims: { aud: `${server.url}/oauth/token` } })],
  ['aud has somebody else too', () => ({ claims: { aud: [server.url, 'https://evil.example'] } })],
  ['iss of another', () => ({ claims: { iss: 'https://evil.example/client.json' } })],
  ['sub of another', () => ({ claims: { sub: 'https://evil.example/client.json' } })],
  ['expired', () => ({ claims: { exp: nowS() - 60 } })],
  ['good for a year', () => ({ claims: { exp: nowS() + 31_536_000 } })],
  ['iat missing', () => ({ claims: { iat: undefined } })],
  ['iat ten minutes ago', () => ({ claims: { iat: nowS() - 600 } })],
  ['jti missing', () => ({ claims: { jti: undefined } })],
  ['kid unknown', () => ({ header: { kid: 'other' } })],
  ['kid missing', () => ({ header: { kid: undefined } })],
  ['alg none', () => ({ header: { alg: 'none' } })],
  ['alg HS256', () => ({ header: { alg: 'HS256' } })],
  ['signed by another key', () => ({ key: new ProofKey('k1') })],
]

async function proofCases(): Promise<Case[]> {
  const session = await app.signIn(member)
  const grant = { grant_type: 'refresh_token', refresh_token: session.refresh }
  return PROOFS.flatMap(([check, change, error]): Case[] => [
    {
      check,
      endpoint: 'par',
      expected: [400, error],
      run: () => app.push(app.request(newVerifier()), new ProofKey(), change()),
    },
    { check, endpoint: 'token', expected: [400, error], run: () => app.token(grant, session.key, change()) },
    {
      check,
      endpoint: 'method',
      expected: [401, error],
      run: () => app.method('GET', getSession.nsid, session, { change: change()! }),
    },
  ])
}

function pushedCases(): Case[] {
  const of = (check: string, error: string, run: () => Promise<Reply>, status = 400): Case => ({
    check,
    endpoint: 'par',
    expected: [status, error],
    run,
  })
  const client = (clientId: string) => new OAuthApp(server.url, clientId, { redirectUri: REDIRECT_URI })
  return [
    ...REQUESTS.map(([check, more, error]) => of(check, error, () => push(more))),
    ...METADATA.map(([check, change, error]) =>
      of(`metadata: ${check}`, error, () => push({}, client(host.publish(change)))),
    ),
    ...CLIENT_IDS.map(([check, id]) =>
      of(`client_id: ${check}`, 'invalid_client', () => push({}, client(id)), 401),
    ),
  ]
}

function confidentialCases(): Case[] {
  const key = new ProofKey('k1')
  const jwks = { keys: [{ ...key.jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] }
  const clientId = host.publish({ token_endpoint_auth_method: 'private_key_jwt', jwks })
  const client = new OAuthApp(server.url, clientId, { redirectUri: REDIRECT_URI, clientKey: key })
  const of = (
    check: string,
    run: () => Promise<Reply>,
    expected: Refusal = [401, 'invalid_client'],
  ): Case => ({
    check: `assertion: ${check}`,
    endpoint: 'par',
    expected,
    run,
  })
  const none = { client_assertion: undefined, client_assertion_type: undefined }
  const forged = () => {
    const [head, body] = client.assertion({ header: { alg: 'HS256' } }).client_assertion!.split('.')
    const mac = createHmac('sha256', JSON.stringify(key.jwk)).update(`${head}.${body}`).digest('base64url')
    return { client_assertion: `${head}.${body}.${mac}` }
  }
  const twice = async () => {
    const assertion = client.assertion()
    await push(assertion, client)
    return push(assertion, client)
  }
  return [
    ...ASSERTIONS.map(([check, change]) => of(check, () => push(client.assertion(change(key)), client))),
    of('missing', () => push(none, client)),
    of('of another type', () => push({ ...client.assertion(), client_assertion_type: 'urn:x' }, client)),
    of('signed with the public key', () => push({ ...client.assertion(), ...forged() }, client)),
    of('used before', twice),
    of('of a public client', () => push(client.assertion(), app)),
    of('a secret besides', () => push({ client_secret: 'x' }, client)),
    of('by the key of the proof', () => client.push(client.request(newVerifier()), key), [
      400,
      'invalid_request',
    ]),
  ]
}

/** A code that was given out, with what it takes to redeem it. */
async function newCode(): Promise<{ code: string; verifier: string; key: ProofKey }> {
  const key = new ProofKey()
  const verifier = newVerifier()
  const pushed = await app.push(app.request(verifier), key)
  const answer = await app.authorize(new OAuthBrowser(server.url), member, pushed)
  return { code: String(answer.get('code')), verifier, key }
}

function tokenCases(): Case[] {
  const of = (check: string, run: () => Promise<Reply>, error = 'invalid_grant'): Case => ({
    check,
    endpoint: 'token',
    expected: [400, error],
    run,
  })
  type NewCode = Awaited<ReturnType<typeof newCode>>
  const redeem = (change: (given: NewCode) => Promise<Reply>) => async () => change(await newCode())
  const session = (act: (session: AppSession) => Promise<Reply>) => async () => act(await app.signIn(member))
  const other = () => OAuthApp.loopback(server.url, 'atproto transition:generic transition:email')
  return [
    of(
      'code: another key',
      redeem(({ code, verifier }) => app.exchange(code, verifier, new ProofKey())),
    ),
    of(
      'code: another verifier',
      redeem(({ code, key }) => app.exchange(code, newVerifier(), key)),
    ),
    of(
      'code: no verifier',
      redeem(({ code, key }) => app.exchange(code, '', key, { code_verifier: undefined })),
    ),
    of(
      'code: another redirect_uri',
      redeem(({ code, verifier, key }) =>
        app.exchange(code, verifier, key, { redirect_uri: 'http://127.0.0.1/callback' }),
      ),
    ),
    of(
      'code: of another client',
      redeem(({ code, verifier, key }) => other().exchange(code, verifier, key)),
    ),
    of(
      'code: used before',
      redeem(async ({ code, verifier, key }) => {
        const first = sessionOf(await app.exchange(code, verifier, key), key)
        const second = await app.exchange(code, verifier, key)
        expect((await app.refresh(first)).json).toMatchObject({ error: 'invalid_grant' })
        return second
      }),
    ),
    of('code: unknown', () => app.exchange('unknown', newVerifier(), new ProofKey())),
    of(
      'grant: password',
      () => app.token({ grant_type: 'password' }, new ProofKey()),
      'unsupported_grant_type',
    ),
    of(
      'grant: client_credentials',
      () => app.token({ grant_type: 'client_credentials' }, new ProofKey()),
      'unsupported_grant_type',
    ),
    of('grant: missing', () => app.token({}, new ProofKey()), 'invalid_request'),
    of(
      'refresh: another key',
      session((one) => app.refresh({ ...one, key: new ProofKey() })),
    ),
    of(
      'refresh: of another client',
      session((one) => other().refresh(one)),
    ),
    of(
      'refresh: more scopes',
      session((one) => app.refresh(one, { scope: 'atproto transition:email' })),
      'invalid_scope',
    ),
    of(
      'refresh: an access token',
      session((one) => app.refresh({ ...one, refresh: one.access })),
    ),
    of(
      'refresh: used before',
      session(async (one) => {
        await app.refresh(one)
        return app.refresh(one)
      }),
    ),
  ]
}

async function methodCases(): Promise<Case[]> {
  const session = await app.signIn(member)
  const of = (check: string, run: () => Promise<Reply>, error = 'invalid_token', status = 401): Case => ({
    check,
    endpoint: 'method',
    expected: [status, error],
    run,
  })
  const call = (change: Partial<AppSession>, more: Parameters<OAuthApp['method']>[3] = {}) =>
    app.method('GET', getSession.nsid, { ...session, ...change }, more)
  const [head, body, signature] = session.access.split('.') as [string, string, string]
  const bent = (part: string, change: object) =>
    Buffer.from(
      JSON.stringify({ ...(JSON.parse(Buffer.from(part, 'base64url').toString()) as object), ...change }),
    ).toString('base64url')
  return [
    of('token: with the scheme Bearer', () => call({}, { scheme: 'Bearer' }), 'InvalidToken', 400),
    of('token: bound to another key', () => call({ key: new ProofKey() })),
    of('token: altered', () =>
      call({ access: `${head}.${bent(body, { sub: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' })}.${signature}` }),
    ),
    of('token: alg none', () => call({ access: `${bent(head, { alg: 'none' })}.${body}.x` })),
    of('token: kid unknown', () => call({ access: `${bent(head, { kid: 'x' })}.${body}.${signature}` })),
    of('token: made by the client', () =>
      call({ access: session.key.sign({ typ: 'at+jwt', kid: 'x' }, { sub: member.did }) }),
    ),
    of('token: a refresh token', () => call({ access: session.refresh })),
    of('token: oversized', () => call({ access: `${head}.${'x'.repeat(6_000)}.${signature}` })),
    of(
      'proof: ath missing',
      () => call({}, { change: { claims: { ath: undefined } } }),
      'invalid_dpop_proof',
    ),
    of(
      'proof: ath of another token',
      () => call({}, { change: { claims: { ath: 'x' } } }),
      'invalid_dpop_proof',
    ),
    of(
      'proof: used before',
      async () => {
        const claims = { jti: 'the same' }
        await call({}, { change: { claims } })
        return call({}, { change: { claims } })
      },
      'invalid_dpop_proof',
    ),
  ]
}

/** One line per check, with what each endpoint has answered. */
function tableOf(rows: readonly (Case & { got: string })[]): string {
  const endpoints = ['par', 'token', 'method']
  const checks = [...new Set(rows.map(({ check }) => check))]
  const lines = checks.map((check) => {
    const cells = endpoints.map((endpoint) => {
      return (rows.find((row) => row.check === check && row.endpoint === endpoint)?.got ?? '').padEnd(30)
    })
    return `${check.padEnd(44)} ${cells.join(' ')}`.trimEnd()
  })
  return [
    `${'check'.padEnd(44)} ${endpoints.map((name) => name.padEnd(30)).join(' ')}`.trimEnd(),
    ...lines,
  ].join('\n')
}

test(
  'whatever is not as the profile wants it is refused, by every endpoint, with its own error',
  async () => {
    const cases = [
      ...(await proofCases()),
      ...pushedCases(),
      ...confidentialCases(),
      ...tokenCases(),
      ...(await methodCases()),
    ]
    const rows: (Case & { got: string })[] = []
    for (const one of cases) {
      const { status, json, headers } = await one.run()
      rows.push({ ...one, got: `${status} ${String(json.error)}` })
      // Clients find the next nonce on every answer.
      if (one.endpoint !== 'method' && !headers.get('dpop-nonce')) rows.at(-1)!.got += ' without a nonce'
    }
    process.stdout.write(`${tableOf(rows)}\n${rows.length} refusals\n`)
    const wrong = rows.filter(({ expected: [status, error], got }) => got !== `${status} ${error}`)
    expect(
      wrong.map(({ check, endpoint, expected, got }) => ({
        check,
        endpoint,
        expected: expected.join(' '),
        got,
      })),
    ).toEqual([])
  },
  TABLE_MAX_MS,
)
