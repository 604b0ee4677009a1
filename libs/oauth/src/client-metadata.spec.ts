import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { readClientMetadata } from './client-metadata.js'
import { readLoopbackClient } from './loopback-client.js'
import { OAuthError } from './oauth-error.js'
import { isDeclaredRedirect } from './redirect-uris.js'

const CLIENT_ID = 'https://app.example.com/client.json'
const jwk = {
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid: 'k1',
}
const DOCUMENT = {
  client_id: CLIENT_ID,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: ['https://app.example.com/callback'],
  scope: 'atproto repo:com.example.note',
  dpop_bound_access_tokens: true,
}
const CONFIDENTIAL = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] } }
const read = (more: object = {}) =>
  readClientMetadata(CLIENT_ID, new URL(CLIENT_ID), { ...DOCUMENT, ...more })

describe('metadata of a client', () => {
  it('say what is needed, and the rest goes by the specification', () => {
    expect(read()).toEqual({
      clientId: CLIENT_ID,
      applicationType: 'web',
      grantTypes: DOCUMENT.grant_types,
      redirectUris: DOCUMENT.redirect_uris,
      scopes: ['atproto', 'repo:com.example.note'],
      authMethod: 'none',
      keys: [],
      jwksUri: undefined,
      loopback: false,
      name: undefined,
      uri: undefined,
      logo: undefined,
      termsUri: undefined,
      privacyUri: undefined,
    })
  })

  it('may name keys, or where they are', () => {
    const { authMethod, keys } = read(CONFIDENTIAL)
    expect([authMethod, keys.map(({ kid, alg }) => [kid, alg])]).toEqual([
      'private_key_jwt',
      [['k1', 'ES256']],
    ])
    const jwks_uri = 'https://keys.example.com/keys.json'
    expect(read({ ...CONFIDENTIAL, jwks: undefined, jwks_uri }).jwksUri).toBe(jwks_uri)
  })

  it('may have keys that nothing here could check, beside one that is good', () => {
    const others = [
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'rsa' },
      { ...jwk, kid: 'enc', use: 'enc' },
      { ...jwk, kid: 'k256', alg: 'ES256K' },
      { ...jwk, kid: 'revoked', revoked: { revoked_at: 1 } },
    ]
    expect(read({ ...CONFIDENTIAL, jwks: { keys: [...others, jwk] } }).keys.map(({ kid }) => kid)).toEqual([
      'k1',
    ])
    expect(() => read({ ...CONFIDENTIAL, jwks: { keys: others } })).toThrow(OAuthError)
  })

  it.each([
    ['another client_id', { client_id: 'https://evil.example/client.json' }],
    ['an unknown type', { application_type: 'toaster' }],
    ['a type without codes', { grant_types: ['refresh_token'] }],
    ['another grant', { grant_types: ['authorization_code', 'implicit'] }],
    ['grants twice', { grant_types: ['authorization_code', 'authorization_code'] }],
    ['no response type', { response_types: undefined }],
    ['scopes that are no text', { scope: ['atproto'] }],
    ['a scope twice', { scope: 'atproto atproto' }],
    ['scopes with two blanks', { scope: 'atproto  repo:*' }],
    ['tokens that are not bound', { dpop_bound_access_tokens: 'true' }],
    ['pairwise subjects', { subject_type: 'pairwise' }],
    ['a secret', { client_secret: 'x' }],
    ['an algorithm without a key', { token_endpoint_auth_signing_alg: 'ES256' }],
    ['another algorithm', { ...CONFIDENTIAL, token_endpoint_auth_signing_alg: 'RS256' }],
    ['keys that are no keys', { ...CONFIDENTIAL, jwks: { keys: ['key'] } }],
    ['keys that are no list', { ...CONFIDENTIAL, jwks: [jwk] }],
    [
      'too many keys',
      { ...CONFIDENTIAL, jwks: { keys: Array.from({ length: 33 }, (_, i) => ({ ...jwk, kid: `${i}` })) } },
    ],
    ['a key without a name', { ...CONFIDENTIAL, jwks: { keys: [{ ...jwk, kid: '' }] } }],
    ['a name that is no text', { client_name: 7 }],
    ['a very long name', { client_name: 'x'.repeat(201) }],
    ['a home on another host', { client_uri: 'https://www.example.com/' }],
    ['a picture by http', { logo_uri: 'http://app.example.com/logo.png' }],
    ['terms with credentials', { tos_uri: 'https://a:b@app.example.com/terms' }],
    ['a policy that is no URL', { policy_uri: 'policy' }],
  ])('may not have %s', (_what, more) => {
    expect(() => read(more)).toThrow(expect.objectContaining({ code: 'invalid_client_metadata' }))
  })

  it.each([[null], [[]], ['text'], [7], [undefined]])('are not %j', (document) => {
    expect(() => readClientMetadata(CLIENT_ID, new URL(CLIENT_ID), document)).toThrow(OAuthError)
  })

  it.each([
    ['web', 'http://127.0.0.1/'],
    ['web', 'https://localhost/'],
    ['web', 'https://10.0.0.1/'],
    ['web', 'https://app.example.com:443/'],
    ['web', 'https://app.example.com/#x'],
    ['web', 'com.example.app:/callback'],
    ['native', 'http://127.0.0.1/'],
    ['native', 'https://other.example.com/callback'],
    ['native', 'com.example.other:/callback'],
    ['native', 'com.example.app://callback'],
    ['native', 'com.example.app:callback'],
    ['native', 'javascript:alert(1)'],
    ['native', 'callback'],
  ])('of a %s client may not redirect to %s', (application_type, uri) => {
    const redirects = () => read({ application_type, redirect_uris: [uri] })
    expect(redirects).toThrow(expect.objectContaining({ code: 'invalid_redirect_uri' }))
  })

  it.each([
    ['web', 'https://elsewhere.example.org/callback?tenant=1'],
    ['native', 'https://app.example.com/callback'],
    ['native', 'com.example.app:/callback'],
  ])('of a %s client may redirect to %s', (application_type, uri) => {
    expect(read({ application_type, redirect_uris: [uri] }).redirectUris).toEqual([uri])
  })
})

describe('a client under development', () => {
  it('is what its id says, or what is said of it by default', () => {
    expect(readLoopbackClient('http://localhost')).toMatchObject({
      applicationType: 'native',
      authMethod: 'none',
      scopes: ['atproto'],
      redirectUris: ['http://127.0.0.1/', 'http://[::1]/'],
      loopback: true,
    })
    const params = new URLSearchParams([
      ['scope', 'atproto transition:generic'],
      ['redirect_uri', 'http://127.0.0.1/a'],
      ['redirect_uri', 'http://[::1]:7777/b'],
    ])
    expect(readLoopbackClient(`http://localhost/?${params.toString()}`)).toMatchObject({
      scopes: ['atproto', 'transition:generic'],
      redirectUris: ['http://127.0.0.1/a', 'http://[::1]:7777/b'],
    })
  })

  it.each([
    'http://localhost:80',
    'http://localhost/path',
    'http://localhost#x',
    'http://127.0.0.1',
    'http://localhost.example.com',
    'http://localhost?name=x',
    'http://localhost?scope=atproto&scope=atproto',
    'http://localhost?scope=transition:generic',
    'http://localhost?scope=',
    'http://localhost?redirect_uri=https://app.example.com/',
    'http://localhost?redirect_uri=http://localhost/',
    'http://localhost?redirect_uri=http://127.0.0.1@evil.example/',
  ])('is not %s', (clientId) => {
    expect(() => readLoopbackClient(clientId)).toThrow(OAuthError)
  })
})

describe('a redirect', () => {
  const DECLARED = ['https://app.example.com/callback', 'http://127.0.0.1/callback?a=1']

  it.each([
    'https://app.example.com/callback',
    'http://127.0.0.1:7777/callback?a=1',
    'http://127.0.0.1/callback?a=1',
  ])('is one that was declared: %s', (uri) => expect(isDeclaredRedirect(uri, DECLARED)).toBe(true))

  it.each([
    'https://app.example.com/callback/',
    'https://app.example.com:8443/callback',
    'https://APP.example.com/callback',
    'http://127.0.0.1:7777/callback',
    'http://127.0.0.1:7777/callback?a=2',
    'http://127.0.0.1:7777/other?a=1',
    'http://[::1]:7777/callback?a=1',
    'http://localhost:7777/callback?a=1',
    'http://user@127.0.0.1/callback?a=1',
    'http://127.0.0.1/callback?a=1#x',
    'callback',
    '',
  ])('is none that was declared: %s', (uri) => expect(isDeclaredRedirect(uri, DECLARED)).toBe(false))
})
