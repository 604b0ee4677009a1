import { randomBytes } from 'node:crypto'
import * as reference from '@atproto/crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  InvalidKey,
  K256Key,
  P256Key,
  formatDidKey,
  parseBareMultibase,
  parseDidKey,
  parseMultikey,
  publicKey,
  signerBackend,
  verifySignature,
} from '@guildhall/crypto'
import { k256Backend, nobleBackend } from './k256-backend.js'

const message = Buffer.from('a message')
const kinds = [
  ['K-256', K256Key, reference.Secp256k1Keypair],
  ['P-256', P256Key, reference.P256Keypair],
] as const

describe.each(kinds)('a %s key', (_, Key, Reference) => {
  const key = Key.fromHex('05'.repeat(32))

  it('has the did:key that the reference gives it, and its own Multikey in it', async () => {
    const theirs = await Reference.import(key.exportBytes())
    expect(key.didKey).toBe(theirs.did())
    expect(`did:key:${key.multikey}`).toBe(key.didKey)
    expect(formatDidKey(parseDidKey(key.didKey))).toBe(key.didKey)
  })

  it('signs what the reference verifies, and verifies what the reference signs', async () => {
    const theirs = await Reference.import(key.exportBytes())
    for (let i = 0; i < 40; i++) {
      const text = randomBytes(i)
      expect(await reference.verifySignature(key.didKey, text, key.sign(text))).toBe(true)
      expect(verifySignature(key.didKey, text, await theirs.sign(text))).toBe(true)
    }
  })

  it('does not verify another message, another key, or any changed byte', () => {
    const signature = key.sign(message)
    expect(signature).toHaveLength(64)
    expect(verifySignature(key.didKey, message, signature)).toBe(true)
    expect(verifySignature(key.didKey, Buffer.from('another'), signature)).toBe(false)
    expect(verifySignature(Key.generate(randomBytes).didKey, message, signature)).toBe(false)
    for (let i = 0; i < 64; i++) {
      const changed = Uint8Array.from(signature)
      changed[i]! ^= 1
      expect(verifySignature(key.didKey, message, changed)).toBe(false)
    }
  })

  it('does not verify the other s of a signature, nor anything of another length', () => {
    const order = Key === K256Key ? secp256k1.Point.Fn.ORDER : BigInt(P256_ORDER)
    const signature = Buffer.from(key.sign(message))
    const s = BigInt(`0x${signature.toString('hex', 32)}`)
    const high = Buffer.concat([
      signature.subarray(0, 32),
      Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex'),
    ])
    expect(verifySignature(key.didKey, message, high)).toBe(false)
    for (const length of [0, 1, 63, 65, 72]) {
      expect(verifySignature(key.didKey, message, new Uint8Array(length).fill(1))).toBe(false)
    }
    expect(verifySignature(key.didKey, message, new Uint8Array(64))).toBe(false)
    expect(verifySignature(key.didKey, message, new Uint8Array(64).fill(255))).toBe(false)
  })

  it('is the same after export and import', () => {
    const copy = Key.fromBytes(key.exportBytes())
    expect(copy.didKey).toBe(key.didKey)
    key.exportBytes().fill(0)
    expect(verifySignature(key.didKey, message, key.sign(message))).toBe(true)
  })

  it('shows nothing of its secret', () => {
    const secret = '05'.repeat(32)
    expect(JSON.stringify(key)).not.toContain(secret)
    expect(Object.keys(key).sort()).toEqual(['didKey', 'multikey'])
  })

  it('draws again when the random bytes are no key', () => {
    const draws = [new Uint8Array(32), new Uint8Array(32).fill(255), new Uint8Array(32).fill(9)]
    expect(Key.generate(() => draws.shift()!).didKey).toBe(Key.fromHex('09'.repeat(32)).didKey)
  })

  it.each([
    new Uint8Array(32),
    new Uint8Array(31).fill(1),
    new Uint8Array(33).fill(1),
    new Uint8Array(32).fill(255),
  ])('is not made of bytes that are none', (bytes) => expect(() => Key.fromBytes(bytes)).toThrow(InvalidKey))

  it.each(['', '05', 'x'.repeat(64), '05'.repeat(33)])('is not made of %j', (hex) => {
    expect(() => Key.fromHex(hex)).toThrow(InvalidKey)
  })
})

const P256_ORDER = '0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'

describe('a public key', () => {
  const { didKey } = K256Key.fromHex('05'.repeat(32))

  it.each([
    '',
    'did:key:',
    'did:key:z',
    'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
    didKey.slice(0, -1),
    `${didKey}1`,
    didKey.replace('did:key:z', 'did:key:m'),
    didKey.replace('zQ3', 'z0O'),
    // Ed25519
    'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    `did:key:z${'1'.repeat(200)}`,
  ])('is not %s', (text) => {
    expect(() => parseDidKey(text)).toThrow(InvalidKey)
  })

  it('is never refused with anything but InvalidKey', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const candidate of [text, `z${text}`]) expect(() => parseMultikey(candidate)).toThrow(InvalidKey)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 33, maxLength: 33 }), (bytes) => {
        try {
          expect(publicKey('ES256', bytes).bytes).toHaveLength(33)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidKey)
        }
      }),
    )
  })

  it('is read from old verification methods, compressed or not', () => {
    const { bytes } = parseDidKey(didKey)
    const long = secp256k1.Point.fromBytes(bytes).toBytes(false)
    for (const point of [bytes, long]) {
      const multibase = reference.bytesToMultibase(point, 'base58btc')
      expect(formatDidKey(parseBareMultibase('ES256K', multibase))).toBe(didKey)
    }
  })
})

describe('the backend of K-256', () => {
  it('signs and verifies as noble does, whichever it is', () => {
    expect(['secp256k1', '@noble/curves']).toContain(signerBackend())
    for (let i = 0; i < 20; i++) {
      const [digest, secret] = [randomBytes(32), randomBytes(32)]
      const signature = k256Backend().sign(digest, secret)
      expect(Buffer.compare(signature, nobleBackend.sign(digest, secret))).toBe(0)
      const key = secp256k1.getPublicKey(secret, true)
      for (const backend of [k256Backend(), nobleBackend]) {
        expect(backend.verify(digest, signature, key)).toBe(true)
        expect(backend.verify(randomBytes(32), signature, key)).toBe(false)
        expect(backend.verify(digest, new Uint8Array(64).fill(255), key)).toBe(false)
      }
    }
  })
})
