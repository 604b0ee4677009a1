import { createHmac, createPrivateKey, sign } from 'node:crypto'
import { com } from '@guildhall/lexicon'
import { OauthKeys } from '../../src/auth/index.js'
import { REDIRECT_URI } from '../support/client-metadata-host.js'
import { newVerifier, ProofKey } from '../support/oauth-app.js'
import { type Check, check, expectChecks, outcomeOf } from './oauth-checks.js'
import { OauthWorld } from './oauth-world.js'

const { getSession } = com.atproto.server
const START_MAX_MS = 60_000
const TABLE_MAX_MS = 180_000
const NO_PROOF = 'invalid_dpop_proof'
const NO_TOKEN = '401 invalid_token'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

let world: OauthWorld
beforeAll(async () => {
  world = await OauthWorld.start()
}, START_MAX_MS)
afterAll(() => world?.close())

function proofChecks(): Check[] {
  const { app } = world
  const of = (name: string, expected: string, run: Check['run'], endpoint = 'par') =>
    check(endpoint, `proof: ${name}`, expected, run)
  const no = `400 ${NO_PROOF}`
  const oct = { kty: 'oct', k: 'c2VjcmV0' }
  const present = (dpop: string | string[], path = '/oauth/par') =>
    world.raw(
      'POST',
      path,
      { ...FORM, dpop },
      new URLSearchParams(app.request(newVerifier()) as never).toString(),
    )
  const tampered = async () => {
    const [head, body, signature] = (await world.proofFor('/oauth/par')).split('.') as [
      string,
      string,
      string,
    ]
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const bent = Buffer.from(JSON.stringify({ ...claims, more: 1 })).toString('base64url')
    return `${head}.${bent}.${signature}`
  }
  const symmetric = async () => {
    const [, body] = (await world.proofFor('/oauth/par')).split('.')
    const head = Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'HS256', jwk: oct })).toString(
      'base64url',
    )
    const mac = createHmac('sha256', 'secret').update(`${head}.${body}`).digest('base64url')
    return `${head}.${body}.${mac}`
  }
  const twice = async (path: string, first: () => Promise<unknown>, second: () => Promise<string>) => {
    await first()
    return `${path}: ${await second()}`
  }
  return [
    of('altered after it was signed', no, async () => present(await tampered())),
    of('of a shared secret', no, async () => present(await symmetric())),
    of('RS256', no, async () => present(await world.proofFor('/oauth/par', { alg: 'RS256' }))),
    of('two of them', no, async () =>
      present([await world.proofFor('/oauth/par'), await world.proofFor('/oauth/par')]),
    ),
    of('used before', `par: ${no}`, async () => {
      const dpop = await world.proofFor('/oauth/par')
      return twice(
        'par',
        () => present(dpop),
        () => present(dpop),
      )
    }),
    of('with a nonce of half an hour ago', '400 use_dpop_nonce', async () => {
      const dpop = { claims: { nonce: app.nonce } }
      world.pass(1_800)
      return app.push(app.request(newVerifier()), new ProofKey(), dpop)
    }),
    of('of another key than dpop_jkt', '400 invalid_request', async () => {
      const { status, json } = await world.push({ dpop_jkt: new ProofKey().thumbprint })
      // It is said in one of two ways.
      return outcomeOf({
        status,
        json: { error: json.error === 'invalid_dpop_proof' ? 'invalid_request' : json.error },
      })
    }),
  ]
}

function pushChecks(): Check[] {
  const { app, host } = world
  const of = (name: string, expected: string, run: Check['run'], endpoint = 'par') =>
    check(endpoint, name, expected, run)
  const no = '400 invalid_request'
  const post = async (path: string, body: string, type = FORM['content-type']) =>
    world.raw('POST', path, { 'content-type': type, dpop: await world.proofFor(path) }, body)
  const valid = () => new URLSearchParams(app.request(newVerifier()) as Record<string, string>).toString()
  const web = () => world.clientAt(host.publish())
  const redirect = (uri: string | undefined) =>
    of(`redirect_uri ${uri}`, no, () => world.push({ redirect_uri: uri }, web()))
  return [
    ...['GET', 'PUT', 'PATCH', 'DELETE'].flatMap((verb) =>
      ['par', 'token', 'revoke'].map((endpoint) =>
        of(verb, '405 invalid_request', () => world.raw(verb, `/oauth/${endpoint}`, {}), endpoint),
      ),
    ),
    of('body of another type', no, () => post('/oauth/par', valid(), 'text/plain')),
    of('a parameter twice', no, () => post('/oauth/par', `${valid()}&state=a&state=b`)),
    of('a parameter twice', no, () => post('/oauth/token', 'grant_type=refresh_token&grant_type=x'), 'token'),
    of('body of 70 kB', no, () => post('/oauth/par', `${valid()}&more=${'x'.repeat(70_000)}`)),
    of('response_type code id_token', '400 unsupported_response_type', () =>
      world.push({ response_type: 'code id_token' }),
    ),
    of('code_challenge used before', no, async () => {
      const verifier = newVerifier()
      await app.push(app.request(verifier), new ProofKey())
      return app.push(app.request(verifier), new ProofKey())
    }),
    of('scope malformed', '400 invalid_scope', () => world.push({ scope: 'atproto  "x"' })),
    of('claims of OpenID', no, () => world.push({ claims: '{}' })),
    of('names that objects have by themselves', '201', () =>
      world.push({ __proto__x: 'a', constructor: 'b', toString: 'c' }),
    ),
    of('text that is no text', '201', () => world.push({ state: 'a\ud800b' })),
    of('NUL', no, () => world.push({ state: 'a\u0000b' })),
    of('how the client proved who it is, as it says itself', '400 invalid_grant', async () => {
      const forged = JSON.stringify({ method: 'private_key_jwt', kid: 'k2', alg: 'ES256', thumbprint: 'x' })
      const { code, verifier } = await world.newCode(app, { client_auth: forged })
      // It was not believed: what came of it is a code of this client, good with its own proof only.
      return app.exchange(code, verifier, new ProofKey())
    }),
    redirect(undefined),
    ...[
      `${REDIRECT_URI}/x`,
      `${REDIRECT_URI}?x=1`,
      `${REDIRECT_URI}#`,
      REDIRECT_URI.replace('callback', 'Callback'),
      REDIRECT_URI.replace('callback', '%63allback'),
      REDIRECT_URI.replace('.dev', '.dev:444'),
      REDIRECT_URI.replace('.dev', '.dev@evil.example'),
      REDIRECT_URI.replace('https', 'http'),
      REDIRECT_URI.replace('callback', 'callback/../callback'),
    ].map(redirect),
  ]
}

/** A token that the key of this server has signed, of whatever it says. */
function minted(claims: object, header: object = {}): string {
  const jwk = world.server.app.get(OauthKeys, { strict: false }).jwks[0]!
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ typ: 'at+jwt', alg: 'ES256', kid: jwk.kid, ...header })}.${encode(claims)}`
  const secret = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: secret, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

async function methodChecks(): Promise<Check[]> {
  const { server, app, confidential, member } = world
  const session = await app.signIn(member)
  const of = (name: string, expected: string, run: Check['run']) => check('method', name, expected, run)
  const call = (access: string, change = {}) =>
    app.method('GET', getSession.nsid, { ...session, access }, change)
  const claims = JSON.parse(Buffer.from(session.access.split('.')[1]!, 'base64url').toString()) as Record<
    string,
    unknown
  >
  const token = (more: object, header?: object) => call(minted({ ...claims, ...more }, header))
  const path = `/xrpc/${getSession.nsid}`
  return [
    of('no credentials', '401 AuthMissing', () => world.raw('GET', path, {})),
    of('token in the query', '401 AuthMissing', () =>
      world.raw('GET', `${path}?access_token=${session.access}`, {}),
    ),
    of('no proof', `401 ${NO_PROOF}`, () =>
      world.raw('GET', path, { authorization: `DPoP ${session.access}` }),
    ),
    of('a token as this server makes them', '200', () => token({})),
    of('token that has expired', NO_TOKEN, () => token({ exp: Math.floor(server.clock.nowMs() / 1000) - 1 })),
    of('token without exp', NO_TOKEN, () => token({ exp: undefined })),
    of('token for another audience', NO_TOKEN, () => token({ aud: 'did:web:other.example' })),
    of('token for several audiences', NO_TOKEN, () => token({ aud: [claims.aud, 'did:web:other.example'] })),
    of('token of another issuer', NO_TOKEN, () => token({ iss: 'https://other.example' })),
    of('token that is bound to no key', NO_TOKEN, () => token({ cnf: undefined })),
    of('token without a session', NO_TOKEN, () => token({ sid: undefined })),
    of('token without atproto', NO_TOKEN, () => token({ scope: 'transition:generic' })),
    of('token of another type', NO_TOKEN, () => token({}, { typ: 'JWT' })),
    of('token with a critical extension', NO_TOKEN, () => token({}, { crit: ['x'] })),
    of('token signed with the public key', NO_TOKEN, () => {
      const [, body] = session.access.split('.')
      const { d: _secret, ...jwk } = server.app.get(OauthKeys, { strict: false }).jwks[0]!
      const head = Buffer.from(JSON.stringify({ typ: 'at+jwt', alg: 'HS256', kid: jwk.kid })).toString(
        'base64url',
      )
      const mac = createHmac('sha256', JSON.stringify(jwk)).update(`${head}.${body}`).digest('base64url')
      return call(`${head}.${body}.${mac}`)
    }),
    of('assertion of a client', NO_TOKEN, () => call(confidential.assertion().client_assertion!)),
    of('proof for the address with its query', '200', () =>
      call(session.access, { query: '?x=1', change: { claims: { htu: `${server.url}${path}?x=1#y` } } }),
    ),
    of('scheme in lower case', '200', () => call(session.access, { scheme: 'dpop' })),
    of('a proof twenty times at once: one is good', '1', async () => {
      const change = { claims: { jti: 'at once', nonce: app.nonce } }
      const replies = await Promise.all(Array.from({ length: 20 }, () => call(session.access, { change })))
      return String(replies.filter(({ status }) => status === 200).length)
    }),
    of('nonce missing: how to go on is said', '401 use_dpop_nonce', async () => {
      const reply = await call(session.access, { change: { claims: { nonce: undefined } } })
      expect(reply.headers.get('dpop-nonce')).toBeTruthy()
      expect(reply.headers.get('www-authenticate')).toMatch(/^DPoP error="use_dpop_nonce"/)
      return reply
    }),
    of('scripts of any origin see the nonce', 'yes', async () => {
      const { headers } = await call(session.access)
      return headers.get('access-control-expose-headers')?.toLowerCase().includes('dpop-nonce') ? 'yes' : 'no'
    }),
  ]
}

function originChecks(): Check[] {
  const { server } = world
  const preflight = (path: string) =>
    fetch(`${server.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://anywhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'dpop, content-type',
      },
    })
  return [
    ...['par', 'token', 'revoke'].map((endpoint) =>
      check(
        endpoint,
        'scripts of any origin may call, without cookies',
        '*, dpop, content-type',
        async () => {
          const { headers } = await preflight(`/oauth/${endpoint}`)
          expect(headers.get('access-control-allow-credentials')).toBeNull()
          const allowed = headers.get('access-control-allow-headers')!.toLowerCase()
          const names = ['dpop', 'content-type'].filter((name) => allowed === '*' || allowed.includes(name))
          return [headers.get('access-control-allow-origin'), ...names].join(', ')
        },
      ),
    ),
    check('par', 'errors show their nonce to scripts', 'yes', async () => {
      const { headers } = await world.push({ state: undefined })
      return headers.get('access-control-expose-headers')?.toLowerCase().includes('dpop-nonce') ? 'yes' : 'no'
    }),
    check('authorize', 'is nothing that scripts of others may read', 'null', async () =>
      String(
        (
          await fetch(`${server.url}/oauth/authorize?client_id=x`, {
            headers: { origin: 'https://anywhere.example' },
          })
        ).headers.get('access-control-allow-origin'),
      ),
    ),
  ]
}

test(
  'requests, proofs and access tokens that are not as they should be are refused',
  async () => {
    const methods = await methodChecks()
    await expectChecks([...pushChecks(), ...methods, ...originChecks(), ...proofChecks()])
  },
  TABLE_MAX_MS,
)
