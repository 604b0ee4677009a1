import { createHmac } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import type { Clock, Random } from '../telemetry/index.js'
import { SCOPE, SessionTokens } from './session-tokens.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const SERVICE = 'did:web:pds.test'
const SECRET = 'a secret of the operator'
const START_MS = Date.UTC(2026, 0, 1)

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (token: string, i: number) =>
  JSON.parse(Buffer.from(token.split('.')[i]!, 'base64url').toString())

/** A token signed like any HS256 library would. */
function forge(header: object, claims: object, secret = SECRET) {
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

describe('SessionTokens', () => {
  let nowMs = START_MS
  const revoked = new Set<string>()
  const make = (secret: string) =>
    new SessionTokens(
      secret,
      SERVICE,
      { nowMs: () => nowMs } as Clock,
      { bytes: (count: number) => new Uint8Array(count).fill(1) } as unknown as Random,
      { isRevoked: (sessionId) => revoked.has(sessionId) },
    )
  const tokens = make(SECRET)
  beforeEach(() => {
    nowMs = START_MS
    revoked.clear()
  })

  test('access tokens say who, what, where and for how long', () => {
    const token = tokens.access(DID, SCOPE.full, 'sid')
    const iat = START_MS / 1000
    expect(decode(token, 0)).toEqual({ typ: 'at+jwt', alg: 'HS256' })
    expect(decode(token, 1)).toEqual({
      scope: 'com.atproto.access',
      sub: DID,
      aud: SERVICE,
      sid: 'sid',
      iat,
      exp: iat + 7200,
    })
    expect(tokens.verifyAccess(token)).toEqual({ did: DID, scope: SCOPE.full, sessionId: 'sid' })
  })

  test('refresh tokens live 90 days and carry their id', () => {
    const token = tokens.refresh(DID, 'id', 'sid')
    expect(decode(token, 0).typ).toBe('refresh+jwt')
    const claims = decode(token, 1)
    expect(claims.exp - claims.iat).toBe(90 * 86_400)
    expect(tokens.verifyRefresh(token)).toEqual({
      did: DID,
      tokenId: 'id',
      sessionId: 'sid',
      expired: false,
    })
  })

  test('an expired access token is ExpiredToken', () => {
    const token = tokens.access(DID, SCOPE.full, 'sid')
    nowMs += 7_199_000
    tokens.verifyAccess(token)
    nowMs += 1_000
    expect(() => tokens.verifyAccess(token)).toThrow(
      expect.objectContaining({ code: 'ExpiredToken', kind: 'invalid' }),
    )
  })

  test('an expired refresh token is good for ending its session only', () => {
    const token = tokens.refresh(DID, 'id', 'sid')
    nowMs += 90 * 86_400_000
    expect(() => tokens.verifyRefresh(token)).toThrow(expect.objectContaining({ code: 'ExpiredToken' }))
    expect(tokens.verifyRefresh(token, true)).toMatchObject({ tokenId: 'id', expired: true })
  })

  test('an access token is good until its session ends', () => {
    const token = tokens.access(DID, SCOPE.full, 'sid')
    revoked.add('another')
    expect(tokens.verifyAccess(token).did).toBe(DID)
    revoked.add('sid')
    expect(() => tokens.verifyAccess(token)).toThrow(
      expect.objectContaining({ code: 'ExpiredToken', message: 'Token has been revoked' }),
    )
  })

  test('tokens of before sessions had ids are still good', () => {
    expect(tokens.verifyAccess(forge(at, good))).toEqual({
      did: DID,
      scope: SCOPE.full,
      sessionId: undefined,
    })
    const refresh = { ...good, scope: SCOPE.refresh, jti: 'id' }
    expect(
      tokens.verifyRefresh(forge({ typ: 'refresh+jwt', alg: 'HS256' }, refresh)).sessionId,
    ).toBeUndefined()
  })

  const iat = START_MS / 1000
  const good = { scope: SCOPE.full, sub: DID, aud: SERVICE, iat, exp: iat + 7200 }
  const at = { typ: 'at+jwt', alg: 'HS256' }

  test('tokens of other makers with the same key are fine, however they order the header', () => {
    expect(tokens.verifyAccess(forge({ alg: 'HS256', typ: 'at+jwt' }, good)).did).toBe(DID)
  })

  test.each([
    ['garbage', 'garbage', 'Token could not be verified'],
    ['three bad parts', 'a.b.c', 'Token could not be verified'],
    ['four parts', `${forge(at, good)}.x`, 'Token could not be verified'],
    ['another key', forge(at, good, 'other'), 'Token could not be verified'],
    ['alg none', `${part({ ...at, alg: 'none' })}.${part(good)}.`, 'Token could not be verified'],
    ['alg none, signed', forge({ ...at, alg: 'none' }, good), 'Token could not be verified'],
    ['no typ', forge({ alg: 'HS256' }, good), 'Token could not be verified'],
    ['typ of a refresh token', forge({ ...at, typ: 'refresh+jwt' }, good), 'Token could not be verified'],
    ['a critical extension', forge({ ...at, crit: ['x'] }, good), 'Token could not be verified'],
    ['another audience', forge(at, { ...good, aud: 'did:web:other.test' }), 'Token could not be verified'],
    ['no subject', forge(at, { ...good, sub: undefined }), 'Token could not be verified'],
    ['a subject that is no DID', forge(at, { ...good, sub: 'alice' }), 'Token could not be verified'],
    ['an array for claims', forge(at, [good]), 'Token could not be verified'],
    ['no expiry', forge(at, { ...good, exp: undefined }), 'Token has expired'],
    ['an unknown scope', forge(at, { ...good, scope: 'com.example.everything' }), 'Bad token scope'],
    ['the scope of a refresh token', forge(at, { ...good, scope: SCOPE.refresh }), 'Bad token scope'],
    ['a method binding', forge(at, { ...good, lxm: 'com.example.x' }), 'Malformed token'],
    ['a key binding', forge(at, { ...good, cnf: { jkt: 'x' } }), 'Malformed token'],
    ['too much text', forge(at, { ...good, x: 'x'.repeat(5000) }), 'Token could not be verified'],
  ])('an access token with %s is refused', (_, token, message) => {
    expect(() => tokens.verifyAccess(token)).toThrow(message)
  })

  test('access and refresh tokens cannot be swapped', () => {
    expect(() => tokens.verifyAccess(tokens.refresh(DID, 'id', 'sid'))).toThrow('Token could not be verified')
    expect(() => tokens.verifyRefresh(tokens.access(DID, SCOPE.full, 'sid'))).toThrow(
      'Token could not be verified',
    )
  })

  test('altered claims are noticed', () => {
    const [header, , signature] = tokens.access(DID, SCOPE.full, 'sid').split('.')
    const token = [header, part({ ...good, sub: 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' }), signature].join('.')
    expect(() => tokens.verifyAccess(token)).toThrow('Token could not be verified')
  })

  test('the successor of a refresh token is always the same, and a secret', () => {
    expect(tokens.successorOf('id')).toBe(tokens.successorOf('id'))
    expect(tokens.successorOf('id')).not.toBe(tokens.successorOf('other'))
    expect(make('other').successorOf('id')).not.toBe(tokens.successorOf('id'))
  })
})
