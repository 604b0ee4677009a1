import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import * as dagCbor from '@ipld/dag-cbor'
import { sha256 } from 'multiformats/hashes/sha2'
import {
  DataModelError,
  cborCidBytes,
  cidBytesToString,
  cidKey,
  cidStringToBytes,
  isCidBytes,
  keyToCidBytes,
  rawCidBytes,
  toCid,
} from '@guildhall/data'

describe('a CID', () => {
  it('is the one that multiformats computes', async () => {
    for (let i = 0; i < 50; i++) {
      const block = randomBytes(i)
      const digest = await sha256.digest(block)
      for (const [codec, ours] of [
        [dagCbor.code, cborCidBytes(block)],
        [0x55, rawCidBytes(digest.digest)],
      ] as const) {
        const theirs = CID.create(1, codec, digest)
        expect(Buffer.compare(ours, theirs.bytes)).toBe(0)
        expect(cidBytesToString(ours)).toBe(theirs.toString())
        expect(toCid(ours).equals(theirs)).toBe(true)
      }
    }
  })

  it('of a blob needs the whole digest', () => {
    for (const length of [0, 31, 33]) expect(() => rawCidBytes(new Uint8Array(length))).toThrow(DataModelError)
  })

  it('is the same after being a text, or a key of a map', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 20 })
    fc.assert(
      fc.property(bytes, (block) => {
        const cid = cborCidBytes(block)
        expect(cidStringToBytes(cidBytesToString(cid))).toEqual(cid)
        expect(Buffer.compare(keyToCidBytes(cidKey(cid)), cid)).toBe(0)
        expect(cidKey(cid)).toHaveLength(36)
      }),
    )
  })

  const good = cidBytesToString(rawCidBytes(new Uint8Array(32)))

  it.each([
    '',
    'b',
    good.slice(0, -1),
    `${good}a`,
    good.toUpperCase(),
    good.replace('bafk', 'bafy').replace('rei', 'zzz'),
    // one bit too many at the end
    `${good.slice(0, -1)}b`,
    `${good.slice(0, -1)}1`,
    `${good.slice(0, -1)}ä`,
    'QmZ4tDuvesekSs4qM5ZBKpXiZGun7S2CYtEZRB3DYXkjGx',
    // version 1, dag-pb
    CID.create(1, 0x70, toCid(rawCidBytes(new Uint8Array(32))).multihash).toString(),
  ])('is not %j', (text) => {
    expect(() => cidStringToBytes(text)).toThrow(DataModelError)
  })

  it('as bytes has version, codec, hash and length', () => {
    const cid = rawCidBytes(new Uint8Array(32))
    expect(isCidBytes(cid)).toBe(true)
    expect(isCidBytes(cid.subarray(1))).toBe(false)
    for (let i = 0; i < 4; i++) {
      const changed = Uint8Array.from(cid)
      changed[i] = 0x70
      expect(isCidBytes(changed)).toBe(false)
    }
  })

  it('from any text is one or a DataModelError', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(() => cidStringToBytes(text)).toThrow(DataModelError)
      }),
    )
  })
})
