import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import { newVerifier, OAuthApp, ProofKey, type Reply } from '../support/oauth-app.js'
import { PASSWORD, WholeServer } from '../support/whole-server.js'
import { type Check, check, expectChecks } from './oauth-checks.js'

const START_MAX_MS = 60_000
const TABLE_MAX_MS = 180_000
const HOST = 'https://app.clienttest.dev'
const METADATA = '/.well-known/oauth-authorization-server'

type Fields = Record<string, string | undefined>

let server: WholeServer
let host: ClientMetadataHost
beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  host = await ClientMetadataHost.start(server)
}, START_MAX_MS)
afterAll(async () => {
  await host?.close()
  await server?.close()
})

const clientAt = (clientId: string, clientKey?: ProofKey, redirectUri = REDIRECT_URI) =>
  new OAuthApp(server.url, clientId, { redirectUri, ...(clientKey && { clientKey }) })
const push = (app: OAuthApp, more: Fields = {}) => app.push(app.request(newVerifier(), more), new ProofKey())
const published = (more: Record<string, unknown>, redirectUri?: string) =>
  push(clientAt(host.publish(more), undefined, redirectUri))

const jwkOf = ({ jwk, kid }: ProofKey) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })
const private_key_jwt = { token_endpoint_auth_method: 'private_key_jwt' }
const confidential = (...keys: ProofKey[]) => ({ ...private_key_jwt, jwks: { keys: keys.map(jwkOf) } })

let paths = 0
/** Asks for a client whose metadata are answered in some way. */
function answered(
  status: number,
  headers: Record<string, string>,
  bodyOf: (clientId: string) => string | Buffer,
) {
  const path = `/answered-${++paths}.json`
  const clientId = `${HOST}${path}`
  host.answer(path, (response) => response.writeHead(status, headers).end(bodyOf(clientId)))
  return push(clientAt(clientId))
}
const JSON_TYPE = { 'content-type': 'application/json' }
const documentOf = (clientId: string, more: object = {}) =>
  JSON.stringify({
    client_id: clientId,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [REDIRECT_URI],
    scope: 'atproto transition:generic',
    dpop_bound_access_tokens: true,
    ...more,
  })

/** A request that says it is for another host. */
function spoofed(path: string): Promise<string> {
  const url = new URL(path, server.url)
  return new Promise((resolve, reject) => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    httpRequest(url, { headers }, (answer) => {
      let text = ''
      answer.on('data', (piece: Buffer) => (text += piece.toString()))
      answer.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}

function discoveryChecks(): Check[] {
  const app = OAuthApp.loopback(server.url)
  return [
    check('metadata', 'has what the profile wants, and nothing that is not kept', '200', async () => {
      const { status, json } = await server.request('GET', METADATA)
      expect(json).toMatchObject({
        issuer: server.url,
        authorization_endpoint: `${server.url}/oauth/authorize`,
        token_endpoint: `${server.url}/oauth/token`,
        pushed_authorization_request_endpoint: `${server.url}/oauth/par`,
        revocation_endpoint: `${server.url}/oauth/revoke`,
        jwks_uri: `${server.url}/oauth/jwks`,
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['ES256'],
        dpop_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
        require_pushed_authorization_requests: true,
        client_id_metadata_document_supported: true,
        scopes_supported: expect.arrayContaining(['atproto', 'transition:generic']),
      })
      for (const absent of [
        'userinfo_endpoint',
        'registration_endpoint',
        'introspection_endpoint',
        'id_token_signing_alg_values_supported',
      ])
        expect(json).not.toHaveProperty(absent)
      return String(status)
    }),
    check('metadata', 'of the resource name one authorization server', '200', async () => {
      const { status, json } = await server.request('GET', '/.well-known/oauth-protected-resource')
      expect(json.authorization_servers).toEqual([server.url])
      return String(status)
    }),
    check('metadata', 'name no host that a request has named', 'no', async () =>
      (await spoofed(METADATA)).includes('evil.example') ? 'yes' : 'no',
    ),
    check('metadata', 'of OpenID are not there', '404', async () => {
      return String((await server.request('GET', '/.well-known/openid-configuration')).status)
    }),
    check('par', 'proof for a host that the request has named', '400 invalid_dpop_proof', () =>
      app.push(app.request(newVerifier()), new ProofKey(), {
        claims: { htu: 'http://evil.example/oauth/par' },
      }),
    ),
  ]
}

function loopbackChecks(): Check[] {
  const of = (name: string, params: Record<string, string>, error: string) =>
    check('par', `loopback client: ${name}`, error, () => {
      const clientId = `http://localhost?${new URLSearchParams(params).toString()}`
      return push(clientAt(clientId, undefined, params.redirect_uri))
    })
  const scope = 'atproto transition:generic'
  return [
    of('scope without atproto', { scope: 'transition:generic' }, '400 invalid_client_metadata'),
    of('redirect by https', { scope, redirect_uri: 'https://127.0.0.1/' }, '400 invalid_redirect_uri'),
    of('redirect to localhost', { scope, redirect_uri: 'http://localhost/' }, '400 invalid_redirect_uri'),
    of('redirect to the network', { scope, redirect_uri: 'http://10.0.0.1/' }, '400 invalid_redirect_uri'),
    of(
      'redirect to somebody else',
      { scope, redirect_uri: 'http://127.0.0.1@evil.example/' },
      '400 invalid_redirect_uri',
    ),
    of('redirect to IPv6', { scope, redirect_uri: 'http://[::1]/' }, '201'),
  ]
}

function documentChecks(): Check[] {
  const of = (name: string, expected: string, run: Check['run']) =>
    check('par', `metadata: ${name}`, expected, run)
  const no = '400 invalid_client_metadata'
  const valid = (clientId: string) => documentOf(clientId)
  const big = (clientId: string) => documentOf(clientId, { more: 'x'.repeat(1_000_000) })
  return [
    of('answered with 404', no, () => answered(404, JSON_TYPE, valid)),
    of('answered with 201', no, () => answered(201, JSON_TYPE, valid)),
    of('answered with a page', no, () => answered(200, { 'content-type': 'text/html' }, valid)),
    of('somewhere else', no, () => answered(302, { location: `${HOST}/client-1.json` }, valid)),
    of('of a megabyte', no, () => answered(200, JSON_TYPE, big)),
    of('of a megabyte, without saying so', no, () =>
      answered(200, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, big),
    ),
    of('of a megabyte in a kilobyte', no, () =>
      answered(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, (id) => gzipSync(big(id))),
    ),
    of('no JSON', no, () => answered(200, JSON_TYPE, () => '{"client_id": ')),
    of('a list', no, () => answered(200, JSON_TYPE, (id) => `[${valid(id)}]`)),
    of('null', no, () => answered(200, JSON_TYPE, () => 'null')),
    of('another kind of JSON', '201', () =>
      answered(200, { 'content-type': 'application/ld+json; charset=utf-8' }, valid),
    ),
    of('asked for again and again', '1 request', async () => {
      host.answer('/counted.json', (response) => response.writeHead(404).end())
      const before = host.asked.length
      await Promise.all(Array.from({ length: 5 }, () => push(clientAt(`${HOST}/counted.json`))))
      await push(clientAt(`${HOST}/counted.json`))
      return `${host.asked.length - before} request`
    }),
    ...methodChecks(of, no),
    ...redirectChecks(of),
  ]
}

function methodChecks(of: (name: string, expected: string, run: Check['run']) => Check, no: string): Check[] {
  const key = new ProofKey('k1')
  const keys = { keys: [jwkOf(key)] }
  const uri = `${HOST}/keys.json`
  return [
    of('jwks and jwks_uri', no, () => published({ ...private_key_jwt, jwks: keys, jwks_uri: uri })),
    of('jwks with a secret key', no, () =>
      published({ ...private_key_jwt, jwks: { keys: [{ ...jwkOf(key), ...key.secretJwk }] } }),
    ),
    of('jwks with a kid twice', no, () =>
      published({ ...private_key_jwt, jwks: { keys: [jwkOf(key), jwkOf(key)] } }),
    ),
    of('jwks without a kid', no, () =>
      published({ ...private_key_jwt, jwks: { keys: [{ ...jwkOf(key), kid: undefined }] } }),
    ),
    of('jwks_uri that leads nowhere', no, () =>
      published({ ...private_key_jwt, jwks_uri: `${HOST}/nothing.json` }),
    ),
    of('jwks_uri by http', no, () =>
      published({ ...private_key_jwt, jwks_uri: 'http://app.clienttest.dev/keys.json' }),
    ),
    of('signing alg none', no, () =>
      published({ ...private_key_jwt, jwks: keys, token_endpoint_auth_signing_alg: 'none' }),
    ),
    of('a native client that keeps a secret', no, () =>
      published({ ...private_key_jwt, jwks: keys, application_type: 'native' }),
    ),
    of('a secret', no, () => published({ client_secret: 'x' })),
    of('no method: a public client', '201', () => published({ token_endpoint_auth_method: undefined })),
    of('keys that are somewhere else', '201', () => {
      host.answer('/keys.json', (response) => response.writeHead(200, JSON_TYPE).end(JSON.stringify(keys)))
      const clientId = host.publish({ ...private_key_jwt, jwks_uri: uri })
      return push(clientAt(clientId, key))
    }),
  ]
}

function redirectChecks(of: (name: string, expected: string, run: Check['run']) => Check): Check[] {
  const no = '400 invalid_redirect_uri'
  const redirect = (uri: string, native = true) =>
    published({ application_type: native ? 'native' : 'web', redirect_uris: [uri] }, uri)
  return [
    of('redirect with a fragment', no, () => redirect(`${REDIRECT_URI}#x`, false)),
    of('redirect with credentials', no, () => redirect('https://a:b@app.clienttest.dev/callback', false)),
    of('redirect with the default port', no, () =>
      redirect('https://app.clienttest.dev:443/callback', false),
    ),
    of('scheme with two slashes', no, () => redirect('dev.clienttest.app://callback')),
    of('redirect of a native client to another origin', no, () => redirect('https://evil.example/callback')),
    of('redirect of a native client to its own origin', '201', () => redirect(REDIRECT_URI)),
    of('scheme of a native client', '201', () => redirect('dev.clienttest.app:/callback')),
  ]
}

function assertionChecks(): Check[] {
  const [k1, k2] = [new ProofKey('k1'), new ProofKey('k2')]
  const clientId = host.publish(confidential(k1, k2))
  const app = clientAt(clientId, k1)
  const other = clientAt(host.publish(confidential(k1)), k1)
  const no = '401 invalid_client'
  const of = (name: string, expected: string, run: Check['run']) =>
    check('par', `assertion: ${name}`, expected, run)
  const assert = (claims: Record<string, unknown>, header = {}) =>
    push(app, app.assertion({ claims, header }))
  const raw = async (headers: Record<string, string>, body: string): Promise<Reply> => {
    const url = `${server.url}/oauth/par`
    await push(app)
    const claims = {
      jti: String(Math.random()),
      iat: Math.floor(Date.now() / 1000),
      htm: 'POST',
      htu: url,
      nonce: app.nonce,
    }
    const key = new ProofKey()
    const dpop = key.sign({ typ: 'dpop+jwt', jwk: key.jwk }, claims)
    const answer = await fetch(url, { method: 'POST', headers: { dpop, ...headers }, body })
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Reply['json'] }
  }
  const json = (fields: object) => raw(JSON_TYPE, JSON.stringify(fields))
  return [
    of('for another server', no, () => assert({ aud: 'https://other.example' })),
    of('for several, of which this is one', no, () => assert({ aud: [server.url] })),
    of('with the kid of another key', no, () => assert({}, { kid: 'k2' })),
    of('not good yet', no, () => assert({ nbf: Math.floor(Date.now() / 1000) + 600 })),
    of('of another client', no, () => push(app, other.assertion())),
    of('of another client_id than the request', no, () =>
      push(app, { ...app.assertion(), client_id: other.clientId }),
    ),
    of('without exp, of old clients', '201', () => assert({ exp: undefined })),
    of('the same again after use_dpop_nonce', '201', async () => {
      const assertion = app.assertion()
      const fields = app.request(newVerifier(), assertion)
      const first = await app.push(fields, new ProofKey(), { claims: { nonce: undefined } })
      expect(first.json).toMatchObject({ error: 'use_dpop_nonce' })
      return app.push(fields, new ProofKey())
    }),
    of('by HTTP Basic', no, () =>
      raw(
        { authorization: 'Basic YTpi', 'content-type': 'application/x-www-form-urlencoded' },
        new URLSearchParams(app.request(newVerifier()) as Record<string, string>).toString(),
      ),
    ),
    of('in a body of JSON, of old clients', '201', () =>
      json({ ...app.request(newVerifier()), ...app.assertion() }),
    ),
    ...[null, [], 7, 'text', { client_id: 7 }, { client_id: clientId, scope: ['atproto'] }].map((body) =>
      of(`body of JSON: ${JSON.stringify(body).slice(0, 20)}`, '400 invalid_request', () =>
        json(body as object),
      ),
    ),
    of('body of no JSON', '400 invalid_request', () => raw(JSON_TYPE, '{"client_id"')),
    of('body of JSON, deep', '400 invalid_request', () =>
      raw(JSON_TYPE, `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    ),
  ]
}

test(
  'clients: who they say they are, and how they prove it',
  async () => {
    await server.signUp({ password: PASSWORD })
    await expectChecks([...discoveryChecks(), ...loopbackChecks(), ...documentChecks(), ...assertionChecks()])
  },
  TABLE_MAX_MS,
)
