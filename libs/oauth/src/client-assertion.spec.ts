import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { checkClientAuth, isSameAuth } from './client-assertion.js'
import { readClientMetadata } from './client-metadata.js'
import { OAuthError } from './oauth-error.js'

const NOW_S = 1_770_000_000
const ISSUER = 'https://pds.example.com'
const CLIENT_ID = 'https://app.example.com/client.json'
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const PAIRS = ['k1', 'k2'].map((kid) => ({ kid, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }))
const [k1, k2] = PAIRS as [(typeof PAIRS)[0], (typeof PAIRS)[0]]

const clientOf = (more: object) =>
  readClientMetadata(CLIENT_ID, new URL(CLIENT_ID), {
    client_id: CLIENT_ID,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: ['https://app.example.com/callback'],
    scope: 'atproto',
    dpop_bound_access_tokens: true,
    ...more,
  })
const keys = PAIRS.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid }))
const confidential = clientOf({ token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } })
const open = clientOf({})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function assertionOf(claims: object = {}, header: object = {}, key: KeyObject = k1.privateKey) {
  const all = {
    iss: CLIENT_ID,
    sub: CLIENT_ID,
    aud: ISSUER,
    jti: 'id',
    iat: NOW_S,
    exp: NOW_S + 60,
    ...claims,
  }
  const signed = `${encode({ alg: 'ES256', kid: 'k1', ...header })}.${encode(all)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return { client_assertion_type: TYPE, client_assertion: `${signed}.${signature.toString('base64url')}` }
}
const check = (credentials: object, client = confidential) =>
  checkClientAuth(client, credentials, { issuer: ISSUER, nowMs: NOW_S * 1000 })

describe('a client', () => {
  it('proves who it is by one of its keys', () => {
    const { auth, jti } = check(assertionOf())
    expect(auth).toEqual({
      method: 'private_key_jwt',
      kid: 'k1',
      alg: 'ES256',
      thumbprint: expect.any(String),
    })
    expect(jti).toBe('id')
    expect(check(assertionOf({}, { kid: 'k2' }, k2.privateKey)).auth).toMatchObject({ kid: 'k2' })
  })

  it('that keeps no secret proves nothing, and must not try', () => {
    expect(check({}, open)).toEqual({ auth: { method: 'none' }, jti: undefined })
    expect(() => check(assertionOf(), open)).toThrow(OAuthError)
    expect(() => check({ client_secret: 'x' }, open)).toThrow(OAuthError)
  })

  it.each([
    ['without exp', { exp: undefined }],
    ['with a clock that is ahead by ten seconds', { iat: NOW_S + 10 }],
    ['with a clock that is a minute behind', { iat: NOW_S - 60, exp: NOW_S + 5 }],
    ['good since now', { nbf: NOW_S + 10 }],
  ])('may have an assertion %s', (_what, claims) => {
    expect(check(assertionOf(claims)).jti).toBe('id')
  })

  it.each([
    ['that is missing', {}],
    ['without a type', { ...assertionOf(), client_assertion_type: undefined }],
    ['of another type', { ...assertionOf(), client_assertion_type: 'urn:x' }],
    ['that is garbage', { ...assertionOf(), client_assertion: 'garbage' }],
    ['that is a list', { ...assertionOf(), client_assertion: [assertionOf().client_assertion] }],
    ['that is very long', assertionOf({ more: 'x'.repeat(9_000) })],
    ['of another algorithm', assertionOf({}, { alg: 'HS256' })],
    ['of no key', assertionOf({}, { kid: undefined })],
    ['of a key that is not there', assertionOf({}, { kid: 'k3' })],
    ['signed by the other key', assertionOf({}, {}, k2.privateKey)],
    ['of another issuer', assertionOf({ iss: 'https://evil.example' })],
    ['about another client', assertionOf({ sub: 'https://evil.example' })],
    ['for another server', assertionOf({ aud: 'https://other.example' })],
    ['for a list of servers', assertionOf({ aud: [ISSUER] })],
    ['for an endpoint', assertionOf({ aud: `${ISSUER}/oauth/token` })],
    ['without a time', assertionOf({ iat: undefined })],
    ['of two minutes ago', assertionOf({ iat: NOW_S - 120 })],
    ['of a minute later', assertionOf({ iat: NOW_S + 60 })],
    ['that has expired', assertionOf({ exp: NOW_S - 30 })],
    ['that is good for an hour', assertionOf({ exp: NOW_S + 3_600 })],
    ['that is not good yet', assertionOf({ nbf: NOW_S + 60 })],
    ['without an id', assertionOf({ jti: undefined })],
    ['with a very long id', assertionOf({ jti: 'x'.repeat(257) })],
    ['beside a secret', { ...assertionOf(), client_secret: 'x' }],
  ])('may not have an assertion %s', (_what, credentials) => {
    expect(() => check(credentials)).toThrow(expect.objectContaining({ code: 'invalid_client' }))
  })

  it('is the same with the same key only', () => {
    const one = check(assertionOf()).auth
    const other = check(assertionOf({}, { kid: 'k2' }, k2.privateKey)).auth
    const none = { method: 'none' } as const
    expect(isSameAuth(one, check(assertionOf({ jti: 'x' })).auth)).toBe(true)
    expect(isSameAuth(none, none)).toBe(true)
    for (const [a, b] of [
      [one, other],
      [one, none],
      [none, one],
    ] as const)
      expect(isSameAuth(a, b)).toBe(false)
    expect(isSameAuth(one, { ...one, thumbprint: 'another' } as never)).toBe(false)
  })
})
