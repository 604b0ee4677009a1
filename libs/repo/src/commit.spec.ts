import * as dagCbor from '@ipld/dag-cbor'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { K256Key, P256Key } from '@guildhall/crypto'
import { cborCidBytes, rawCidBytes, toCid } from '@guildhall/data'
import { InvalidRepo, decodeCommit, signCommit, verifyCommit } from '@guildhall/repo'
import { cidOf, text } from '../test/sample-trees.js'

const key = K256Key.fromHex('01'.repeat(32))
const other = P256Key.fromHex('02'.repeat(32))
const unsigned = { did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz', rev: '3l4sx2lnhpk2d', data: cidOf(1) }
const signed = signCommit(unsigned, key)
const fields = (over: object = {}) => ({ ...dagCbor.decode<object>(signed.bytes), ...over })

describe('a commit', () => {
  it.each([
    unsigned.did,
    'did:web:a.example',
    `did:web:${'a'.repeat(60)}.example`,
    `did:web:${`${'a'.repeat(60)}.`.repeat(6)}example`,
  ])('is encoded as a generic DAG-CBOR encoder would: %s', (did) => {
    const { cid, bytes } = signCommit({ ...unsigned, did }, key)
    const { sig } = decodeCommit(bytes)
    const value = { did, version: 3, prev: null, data: toCid(unsigned.data), rev: unsigned.rev, sig }
    expect(Buffer.compare(bytes, dagCbor.encode(value))).toBe(0)
    expect(text(cid)).toBe(text(cborCidBytes(bytes)))
  })

  it('comes back as it was signed', () => {
    const commit = decodeCommit(signed.bytes)
    expect(commit).toMatchObject({ did: unsigned.did, rev: unsigned.rev, version: 3, prev: null })
    expect(text(commit.data)).toBe(text(unsigned.data))
    expect(commit.sig).toHaveLength(64)
  })

  it.each([key, other])('verifies with the key that signed it, and no other', (signer) => {
    const { bytes } = signCommit(unsigned, signer)
    expect(verifyCommit(bytes, key.didKey)).toBe(signer === key)
    expect(verifyCommit(bytes, other.didKey)).toBe(signer === other)
  })

  it('does not verify after any change', () => {
    expect(verifyCommit(dagCbor.encode(fields({ rev: '3l4sx2lnhpk2e' })), key.didKey)).toBe(false)
    expect(verifyCommit(dagCbor.encode(fields({ data: toCid(cidOf(2)) })), key.didKey)).toBe(false)
    expect(verifyCommit(dagCbor.encode(fields({ sig: new Uint8Array(64) })), key.didKey)).toBe(false)
  })

  it.each([
    ['a previous commit', { prev: toCid(cidOf(5)) }],
    ['no previous commit at all', { prev: undefined }],
  ])('verifies with %s', (_, over) => {
    const { sig: _sig, ...value } = fields(over) as Record<string, unknown>
    if (value.prev === undefined) delete value.prev
    const bytes = dagCbor.encode({ ...value, sig: key.sign(dagCbor.encode(value)) })
    expect(verifyCommit(bytes, key.didKey)).toBe(true)
    expect(text(decodeCommit(bytes).prev)).toBe(value.prev ? String(value.prev) : 'null')
  })

  it.each([
    { ...unsigned, did: 'alice.example' },
    { ...unsigned, rev: '1' },
    { ...unsigned, data: new Uint8Array(3) },
  ])('is not signed with wrong parts', (commit) => {
    expect(() => signCommit(commit, key)).toThrow(InvalidRepo)
  })

  it.each<[string, object]>([
    ['version 2', { version: 2 }],
    ['a text as version', { version: '3' }],
    ['another field', { extra: 1 }],
    ['a revision that is no TID', { rev: 'x'.repeat(13) }],
    ['a number as revision', { rev: 1 }],
    ['a DID that is none', { did: 'alice.example' }],
    ['a null tree', { data: null }],
    ['a text as tree', { data: 'bafy' }],
    ['a blob as tree', { data: toCid(rawCidBytes(new Uint8Array(32))) }],
    ['a text as signature', { sig: 'x' }],
    ['a short signature', { sig: new Uint8Array(63) }],
    ['a text as previous commit', { prev: 'x' }],
  ])('is refused with %s', (_, over) => {
    expect(() => decodeCommit(dagCbor.encode(fields(over)))).toThrow(InvalidRepo)
  })

  it('is refused with bytes after it, too large, or as something else', () => {
    expect(() => decodeCommit(Buffer.concat([signed.bytes, Uint8Array.of(0)]))).toThrow(InvalidRepo)
    expect(() => decodeCommit(new Uint8Array(5000))).toThrow(InvalidRepo)
    expect(() => decodeCommit(dagCbor.encode([1]))).toThrow(InvalidRepo)
    expect(() => verifyCommit(dagCbor.encode({}), key.didKey)).toThrow(InvalidRepo)
  })

  it('is refused with nothing but InvalidRepo, whatever the bytes', () => {
    const isRefused = (bytes: Uint8Array): void => {
      try {
        decodeCommit(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidRepo)
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300, size: 'max' }), isRefused), { numRuns: 200 })
    fc.assert(
      fc.property(fc.nat(signed.bytes.length - 1), fc.nat(255), fc.nat(300), (at, byte, cut) => {
        const bytes = Uint8Array.from(signed.bytes)
        bytes[at] = byte
        isRefused(bytes)
        isRefused(bytes.subarray(0, cut))
      }),
      { numRuns: 500 },
    )
  })
})
