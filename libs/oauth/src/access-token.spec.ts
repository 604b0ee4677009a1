import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { AccessTokens } from './access-token.js'
import { OAuthError } from './oauth-error.js'

const NOW_S = 1_770_000_000
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const CLAIMS = {
  iss: 'https://pds.example.com',
  aud: 'did:web:pds.example.com',
  sub: 'did:web:alice.example',
  exp: NOW_S + 600,
  scope: 'atproto',
  sid: 'session',
  client_id: 'https://app.example.com/client.json',
  cnf: { jkt: 'thumbprint' },
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function tokenOf(claims: object = {}, header: object = {}, key = privateKey): string {
  const signed = `${encode({ typ: 'at+jwt', alg: 'ES256', kid: 'k', ...header })}.${encode({ ...CLAIMS, ...claims })}`
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

let nowS: number
let asked: number
let tokens: AccessTokens
beforeEach(() => {
  nowS = NOW_S
  asked = 0
  const trusted = {
    issuer: CLAIMS.iss,
    audience: CLAIMS.aud,
    key: (kid: string) => (asked++, kid === 'k' ? publicKey : undefined),
  }
  tokens = new AccessTokens(trusted, () => nowS * 1000)
})

describe('an access token', () => {
  it('says whose session it is of, and is checked once', () => {
    const token = tokenOf()
    const claims = {
      did: CLAIMS.sub,
      clientId: CLAIMS.client_id,
      sessionId: 'session',
      scope: 'atproto',
      thumbprint: 'thumbprint',
      exp: CLAIMS.exp,
    }
    expect(tokens.verify(token)).toEqual(claims)
    expect(tokens.verify(token)).toEqual(claims)
    expect(asked).toBe(1)
  })

  it('is good until it expires, though it was checked before', () => {
    const token = tokenOf()
    tokens.verify(token)
    nowS = CLAIMS.exp
    expect(() => tokens.verify(token)).toThrow(OAuthError)
  })

  it.each([
    ['garbage', () => 'garbage'],
    ['too long', () => tokenOf({ scope: 'x'.repeat(20_000) })],
    ['of another type', () => tokenOf({}, { typ: 'JWT' })],
    ['of another algorithm', () => tokenOf({}, { alg: 'HS256' })],
    ['of no algorithm', () => tokenOf({}, { alg: 'none' })],
    ['of a key that is not known', () => tokenOf({}, { kid: 'other' })],
    ['of no key', () => tokenOf({}, { kid: undefined })],
    ['signed by another key', () => tokenOf({}, {}, other.privateKey)],
    [
      'altered',
      () => tokenOf().replace(/\.[^.]+\./, `.${encode({ ...CLAIMS, sub: 'did:web:bob.example' })}.`),
    ],
    ['with an extension', () => tokenOf({}, { crit: ['b64'], b64: false })],
    ['of another issuer', () => tokenOf({ iss: 'https://other.example' })],
    ['for others', () => tokenOf({ aud: 'did:web:other.example' })],
    ['for several', () => tokenOf({ aud: [CLAIMS.aud] })],
    ['of nobody', () => tokenOf({ sub: 'alice' })],
    ['without an end', () => tokenOf({ exp: undefined })],
    ['with an end that is no number', () => tokenOf({ exp: '9999999999' })],
    ['without scopes', () => tokenOf({ scope: undefined })],
    ['without a session', () => tokenOf({ sid: undefined })],
    ['without a client', () => tokenOf({ client_id: undefined })],
    ['bound to no key', () => tokenOf({ cnf: undefined })],
    ['bound to something else', () => tokenOf({ cnf: ['thumbprint'] })],
  ])('is not one %s', (_what, make) => {
    const token = make()
    for (let time = 0; time < 2; time++) expect(() => tokens.verify(token)).toThrow(OAuthError)
  })
})
