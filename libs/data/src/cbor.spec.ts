import * as dagCbor from '@ipld/dag-cbor'
import { describe, expect, it } from '@jest/globals'
import { encode as encodeCbor } from 'cborg'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import {
  DEPTH_MAX,
  DataModelError,
  type LexMap,
  type LexValue,
  cborToJson,
  decodeStrict,
  encode,
  lexToJson,
  rawCidBytes,
  toCid,
} from '@guildhall/data'
import { lexValues } from '../test/values.js'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/ /g, ''), 'hex'))
const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
const nested = (depth: number): LexValue => (depth === 0 ? 1 : [nested(depth - 1)])

describe('encode', () => {
  it('writes what a generic DAG-CBOR encoder writes', () => {
    fc.assert(fc.property(lexValues, (value) => isSame(encode(value), dagCbor.encode(value))))
  })

  it.each([0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])(
    'writes numbers around %d in their shortest form',
    (number) => {
      for (const value of [number, -number, -1 - number].filter(Number.isSafeInteger)) {
        expect(isSame(encode(value), dagCbor.encode(value))).toBe(true)
        expect(decodeStrict(encode(value))).toBe(value + 0)
      }
    },
  )

  it('writes -0 as 0', () => expect(encode(-0)).toEqual(Uint8Array.of(0)))

  it('sorts names by length, then by byte, beyond the first plane as well', () => {
    const map: LexMap = { '\u{1f600}': 1, '\uffff\u0001': 2, bb: 3, a: 4, aa: 5, é: 6, '': 7 }
    expect(isSame(encode(map), dagCbor.encode(map))).toBe(true)
    const order = Object.keys(dagCbor.decode<object>(encode(map)))
    expect(order).toEqual(['', 'a', 'aa', 'bb', 'é', '\uffff\u0001', '\u{1f600}'])
  })

  it('leaves out names without a value', () => {
    expect(encode({ a: undefined, b: 1 })).toEqual(encode({ b: 1 }))
  })

  it('grows its buffer as needed and does not share it', () => {
    const large = 'é'.repeat(3_000_000)
    const first = encode(large)
    encode('something else')
    expect(decodeStrict(first)).toBe(large)
    expect(first.buffer.byteLength).toBe(first.length)
  })

  it.each<[string, unknown, string]>([
    ['a fraction', { a: [1, { b: 1.5 }] }, '/a/1/b'],
    ['a number too large', { a: 2 ** 53 }, '/a'],
    ['infinity', [Infinity], '/0'],
    ['not a number', NaN, ''],
    ['half a character', { a: '\ud800' }, '/a'],
    ['half a character in a long text', { a: `${'x'.repeat(100)}\udc00` }, '/a'],
    ['half a character in a name', { a: { '\udc00': 1 } }, '/a/\udc00'],
    ['undefined in a list', [1, undefined], '/1'],
    ['a bigint', { a: 1n }, '/a'],
    ['a function', { a: () => 1 }, '/a'],
    ['a date', { a: new Date(0) }, '/a'],
    ['a map', { a: new Map() }, '/a'],
  ])('refuses %s and says where', (_, value, path) => {
    expect(() => encode(value as LexValue)).toThrow(expect.objectContaining({ name: 'DataModelError', path }))
  })

  it('has a limit of depth', () => {
    expect(() => encode(nested(DEPTH_MAX))).not.toThrow()
    expect(() => encode(nested(DEPTH_MAX + 1))).toThrow(DataModelError)
  })
})

describe('decodeStrict', () => {
  it('reads what encode writes', () => {
    fc.assert(fc.property(lexValues, (value) => expect(decodeStrict(encode(value))).toEqual(normal(value))))
  })

  it('takes an encoding only if it is the one that encode writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), (bytes) => {
        try {
          expect(isSame(encode(decodeStrict(bytes)), bytes)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(DataModelError)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it('survives every change and every cut of something real', () => {
    const bytes = encode({ a: [1, 'text', null, true], b: new Uint8Array(3), c: toCid(rawCidBytes(new Uint8Array(32))) })
    for (let at = 0; at < bytes.length; at++) {
      expect(() => decodeStrict(bytes.subarray(0, at))).toThrow(DataModelError)
      for (const byte of [0, 0x1b, 0x5f, 0x7f, 0x9f, 0xbf, 0xd8, 0xf7, 0xfb, 0xff]) {
        const changed = Uint8Array.from(bytes)
        changed[at] = byte
        try {
          decodeStrict(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(DataModelError)
        }
      }
    }
  })

  it.each([
    ['nothing', ''],
    ['bytes after the value', '01 01'],
    ['a number in a longer form (1 byte)', '18 17'],
    ['a number in a longer form (2 bytes)', '19 00ff'],
    ['a number in a longer form (4 bytes)', '1a 0000ffff'],
    ['a number in a longer form (8 bytes)', '1b 00000000ffffffff'],
    ['a number beyond 2^53', '1b 0020000000000000'],
    ['a number below -2^53', '3b 001fffffffffffff'],
    ['a float of 16 bits', 'f9 3c00'],
    ['a float of 32 bits', 'fa 3f800000'],
    ['a float of 64 bits', 'fb 3ff0000000000000'],
    ['undefined', 'f7'],
    ['a simple value', 'f8 20'],
    ['a break', 'ff'],
    ['a list without a length', '9f 01 ff'],
    ['a map without a length', 'bf 6161 01 ff'],
    ['a text without a length', '7f 6161 ff'],
    ['bytes without a length', '5f 4161 ff'],
    ['names out of order', 'a2 6162 01 6161 01'],
    ['longer names before shorter ones', 'a2 626161 01 6162 01'],
    ['a name twice', 'a2 6161 01 6161 02'],
    ['a number as name', 'a1 01 01'],
    ['a byte string as name', 'a1 4161 01'],
    ['a text that is not UTF-8', '61 ff'],
    ['half a character', '63 eda080'],
    ['another tag', 'c1 01'],
    ['a tag in a longer form', `d9002a 5825 00 01551220${'00'.repeat(32)}`],
    ['a link of a text', 'd82a 6161'],
    ['a link without its zero', `d82a 5824 01551220${'00'.repeat(32)}`],
    ['a link of version 0', `d82a 5823 00 1220${'00'.repeat(32)}`],
    ['a link that is cut', 'd82a 44 00015512'],
    ['a link with bytes after it', `d82a 5826 00 01551220${'00'.repeat(33)}`],
    ['a list that claims to be huge', '9b 001fffffffffffff'],
    ['a map that claims to be huge', 'bb 001fffffffffffff'],
    ['a text that claims to be huge', '7b 001fffffffffffff'],
    ['__proto__', 'a1 695f5f70726f746f5f5f a0'],
  ])('refuses %s', (_, text) => {
    expect(() => decodeStrict(hex(text))).toThrow(DataModelError)
    expect(() => cborToJson(hex(text))).toThrow(DataModelError)
  })

  it('has a limit of depth, and does not run out of stack', () => {
    expect(decodeStrict(encode(nested(DEPTH_MAX)))).toEqual(nested(DEPTH_MAX))
    expect(() => decodeStrict(Buffer.concat([Buffer.alloc(1_000_000, 0x81), Buffer.of(1)]))).toThrow(DataModelError)
    expect(() => decodeStrict(encodeCbor(new Array(1).fill(nested(DEPTH_MAX))))).toThrow(DataModelError)
  })

  it('gives byte strings that keep nothing else alive', () => {
    const whole = encode([new Uint8Array([1, 2, 3]), 'x'.repeat(1000)])
    const [bytes] = decodeStrict(whole) as [Uint8Array]
    expect(bytes.buffer.byteLength).toBe(3)
  })

  it('takes links of other codecs and hashes', () => {
    const cid = CID.parse('bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi')
    expect(decodeStrict(encode({ a: cid }))).toEqual({ a: cid })
  })
})

describe('cborToJson', () => {
  it('is the JSON of the value', () => {
    fc.assert(fc.property(lexValues, (value) => expect(cborToJson(encode(value))).toEqual(lexToJson(value))))
  })
})

/** The value as it is read: fast-check makes -0, which is 0 to CBOR. */
function normal(value: LexValue): LexValue {
  return Object.is(value, -0) ? 0 : value
}
