import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { base58btc } from 'multiformats/bases/base58'
import {
  type KeyAlgorithm,
  K256Key,
  P256Key,
  formatDidKey,
  parseBareMultibase,
  parseDidKey,
  verifySignature,
} from '@guildhall/crypto'

interface SignatureFixture {
  comment: string
  messageBase64: string
  algorithm: KeyAlgorithm
  publicKeyDid: string
  publicKeyMultibase: string
  signatureBase64: string
  validSignature: boolean
}

interface DidKeyFixture {
  privateKeyBytesHex?: string
  privateKeyBytesBase58?: string
  publicDidKey: string
}

function read<T>(file: string): T[] {
  return JSON.parse(readFileSync(new URL(`./vectors/crypto/${file}`, import.meta.url), 'utf8')) as T[]
}

const signatures = read<SignatureFixture>('signature-fixtures.json')
const k256 = read<DidKeyFixture>('w3c_didkey_K256.json')
const p256 = read<DidKeyFixture>('w3c_didkey_P256.json')

describe('interop vectors of keys and signatures', () => {
  it('are all there', () => {
    expect([signatures.length, k256.length, p256.length]).toEqual([6, 5, 1])
    expect(signatures.filter(({ validSignature }) => validSignature)).toHaveLength(2)
  })
})

describe.each(signatures)('$comment', (fixture) => {
  const message = Buffer.from(fixture.messageBase64, 'base64')
  const signature = Buffer.from(fixture.signatureBase64, 'base64')

  it(`is ${fixture.validSignature ? 'verified' : 'refused'}`, () => {
    expect(verifySignature(fixture.publicKeyDid, message, signature)).toBe(fixture.validSignature)
  })

  it('is refused for another message', () => {
    expect(verifySignature(fixture.publicKeyDid, Buffer.concat([message, Buffer.of(0)]), signature)).toBe(
      false,
    )
  })

  it('has one key, as did:key and as in an old DID document', () => {
    const key = parseDidKey(fixture.publicKeyDid)
    expect(key.algorithm).toBe(fixture.algorithm)
    expect(parseBareMultibase(fixture.algorithm, fixture.publicKeyMultibase)).toEqual(key)
    expect(formatDidKey(key)).toBe(fixture.publicKeyDid)
  })
})

describe('the did:key of a private key', () => {
  it.each(k256)('of K-256 is $publicDidKey', ({ privateKeyBytesHex, publicDidKey }) => {
    const key = K256Key.fromHex(privateKeyBytesHex!)
    expect(key.didKey).toBe(publicDidKey)
    expect(parseDidKey(publicDidKey).algorithm).toBe('ES256K')
    const message = Buffer.from('a message')
    expect(verifySignature(publicDidKey, message, key.sign(message))).toBe(true)
  })

  it.each(p256)('of P-256 is $publicDidKey', ({ privateKeyBytesBase58, publicDidKey }) => {
    const key = P256Key.fromBytes(base58btc.decode(`z${privateKeyBytesBase58}`))
    expect(key.didKey).toBe(publicDidKey)
    expect(parseDidKey(publicDidKey).algorithm).toBe('ES256')
    const message = Buffer.from('a message')
    expect(verifySignature(publicDidKey, message, key.sign(message))).toBe(true)
  })
})
