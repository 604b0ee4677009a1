import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { DpopNonces } from './dpop-nonces.js'
import { DpopProofs, PROOF_REPLAY_MS } from './dpop-proof.js'
import { OAuthError } from './oauth-error.js'
import { sha256url, thumbprintOf } from './p256-jwk.js'

const NOW_S = 1_770_000_000
const URL = 'https://pds.example.com/xrpc/com.example.method'
const TARGET = { method: 'POST', url: URL }
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { kty, crv, x, y } = publicKey.export({ format: 'jwk' }) as {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
}
const jwk = { kty, crv, x, y }
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })

let nowS: number
let nonces: DpopNonces
let proofs: DpopProofs
beforeEach(() => {
  nowS = NOW_S
  nonces = new DpopNonces(Buffer.alloc(32, 1), Buffer.alloc(8, 2), () => nowS * 1000)
  proofs = new DpopProofs(nonces, () => nowS * 1000)
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function proofOf(claims: object = {}, header: object = {}, key = privateKey): string {
  const all = { jti: 'id', htm: 'POST', htu: URL, iat: nowS, nonce: nonces.next(), ...claims }
  const signed = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })}.${encode(all)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

const codeOf = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error instanceof OAuthError ? error.code : error
  }
  return 'taken'
}

describe('a proof', () => {
  it('is of its key, has an id, and a nonce that somebody has handed out', () => {
    const expected = { thumbprint: thumbprintOf(jwk), jti: 'id', nonceOwner: nonces.ownName }
    expect(proofs.verify(proofOf(), TARGET)).toEqual(expected)
    // Whether it was used is for others to say.
    expect(proofs.verify(proofOf(), TARGET)).toEqual(expected)
  })

  it('is read without its signature, and nothing else less strictly', () => {
    const expected = { thumbprint: thumbprintOf(jwk), jti: 'id', nonceOwner: nonces.ownName }
    expect(proofs.readUnverified(proofOf({}, {}, other.privateKey), TARGET)).toEqual(expected)
    for (const proof of ['garbage', proofOf({ htm: 'GET' }), proofOf({}, { jwk: { ...jwk, x: 'AAAA' } })])
      expect(codeOf(() => proofs.readUnverified(proof, TARGET))).toBe('invalid_dpop_proof')
    expect(codeOf(() => proofs.readUnverified(proofOf({ nonce: 'none' }), TARGET))).toBe('use_dpop_nonce')
  })

  it('is for the token that it comes with', () => {
    const withToken = { ...TARGET, accessToken: 'token' }
    expect(proofs.verify(proofOf({ ath: sha256url('token') }), withToken).jti).toBe('id')
    for (const [proof, target] of [
      [proofOf(), withToken],
      [proofOf({ ath: sha256url('other') }), withToken],
      [proofOf({ ath: sha256url('token') }), TARGET],
    ] as const)
      expect(codeOf(() => proofs.verify(proof, target))).toBe('invalid_dpop_proof')
  })

  it.each([
    [`${URL}?a=b`],
    [`${URL}#c`],
    [URL.replace('https://pds', 'HTTPS://PDS')],
    [URL.replace('.com/', '.com:443/')],
  ])('may say %s', (htu) => {
    expect(proofs.verify(proofOf({ htu }), TARGET).jti).toBe('id')
  })

  it.each([
    ['missing', undefined],
    ['no URL', '/xrpc/com.example.method'],
    ['another path', `${URL}2`],
    ['another host', URL.replace('pds', 'evil')],
    ['another scheme', URL.replace('https', 'http')],
    ['credentials', URL.replace('//', '//a:b@')],
    ['a list', [URL]],
  ])('may not have a htu that is %s', (_what, htu) => {
    expect(codeOf(() => proofs.verify(proofOf({ htu }), TARGET))).toBe('invalid_dpop_proof')
  })

  it.each([
    ['garbage', () => 'garbage'],
    ['two in one header', () => `${proofOf()}, ${proofOf()}`],
    ['a list', () => [proofOf()]],
    ['missing', () => undefined],
    ['too long', () => proofOf({ more: 'x'.repeat(4_096) })],
    ['of another type', () => proofOf({}, { typ: 'JWT' })],
    ['of another algorithm', () => proofOf({}, { alg: 'ES384' })],
    ['of no algorithm', () => proofOf({}, { alg: 'none' })],
    ['without a key', () => proofOf({}, { jwk: undefined })],
    ['with a secret key', () => proofOf({}, { jwk: privateKey.export({ format: 'jwk' }) })],
    ['with another key', () => proofOf({}, { jwk: other.publicKey.export({ format: 'jwk' }) })],
    ['with a key that is no point', () => proofOf({}, { jwk: { ...jwk, y: jwk.x } })],
    ['signed by another key', () => proofOf({}, {}, other.privateKey)],
    ['without an id', () => proofOf({ jti: undefined })],
    ['with an empty id', () => proofOf({ jti: '' })],
    ['with a very long id', () => proofOf({ jti: 'x'.repeat(257) })],
    ['for another verb', () => proofOf({ htm: 'GET' })],
    ['for the verb in lower case', () => proofOf({ htm: 'post' })],
    ['without a time', () => proofOf({ iat: undefined })],
    ['of six minutes ago', () => proofOf({ iat: nowS - 360 })],
    ['of six minutes later', () => proofOf({ iat: nowS + 360 })],
    ['of no number of a time', () => proofOf({ iat: Number.NaN })],
    ['that has expired', () => proofOf({ exp: nowS - 60 })],
    ['that is not good yet', () => proofOf({ nbf: nowS + 60 })],
  ])('is not one %s', (_what, make) => {
    expect(codeOf(() => proofs.verify(make(), TARGET))).toBe('invalid_dpop_proof')
  })

  it.each([['none'], [7], ['x'.repeat(43)], [undefined]])('needs another nonce than %s', (nonce) => {
    expect(codeOf(() => proofs.verify(proofOf({ nonce }), TARGET))).toBe('use_dpop_nonce')
  })

  it('has to be remembered for as long as it could be used again', () => {
    const proof = proofOf()
    nowS += PROOF_REPLAY_MS / 1000
    expect(codeOf(() => proofs.verify(proof, TARGET))).not.toBe('taken')
  })
})
