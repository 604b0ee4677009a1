import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import {
  DEPTH_MAX,
  DataModelError,
  cidBytesToString,
  findBlobRefs,
  findLegacyBlobRefs,
  isBlobRef,
  jsonToLex,
  jsonToMap,
  lexToJson,
  rawCidBytes,
} from '@guildhall/data'
import { lexValues } from '../test/values.js'

const link = cidBytesToString(rawCidBytes(new Uint8Array(32)))
const blob = { $type: 'blob', ref: { $link: link }, mimeType: 'image/png', size: 5 }
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })

describe('JSON of the data model', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(lexValues, (value) => {
        const json = lexToJson(value)
        expect(jsonToLex(JSON.parse(JSON.stringify(json)))).toEqual(Object.is(value, -0) ? 0 : value)
      }),
    )
  })

  it('is left as it is where nothing changes, and copied where something does', () => {
    const same = { a: [1, 2], b: {} }
    const json = { same, link: { $link: link } }
    const value = jsonToMap(json)
    expect(value.same).toBe(same)
    expect(value.link).toBeInstanceOf(CID)
    expect(json.link).toEqual({ $link: link })
  })

  it.each(['', 'AA', 'AA==', 'AAA', 'AAA=', 'AAAA', '+/8', '+/8='])('takes bytes %j', ($bytes) => {
    expect(Buffer.from(jsonToLex({ $bytes }) as Uint8Array)).toEqual(Buffer.from($bytes, 'base64'))
  })

  it.each<[string, unknown, string]>([
    ['a fraction', { a: [0, 1.5] }, '/a/1'],
    ['a number too large', { a: 2 ** 53 }, '/a'],
    ['half a character', { a: '\ud800' }, '/a'],
    ['half a character in a name', { a: { '\udc00': 1 } }, '/a'],
    ['__proto__', JSON.parse('{"a":{"__proto__":{"x":1}}}'), '/a'],
    ['a link that is a number', { a: { $link: 5 } }, '/a'],
    ['a link that is none', { a: { $link: '.' } }, '/a'],
    ['a link of version 0', { a: { $link: 'QmZ4tDuvesekSs4qM5ZBKpXiZGun7S2CYtEZRB3DYXkjGx' } }, '/a'],
    ['a link in another base', { a: { $link: 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA' } }, '/a'],
    ['a link with a bit too many', { a: { $link: `${link.slice(0, -1)}b` } }, '/a'],
    ['a link with a capital', { a: { $link: link.slice(0, 10) + link.slice(10).toUpperCase() } }, '/a'],
    ['a link with more', { a: { $link: link, b: 1 } }, '/a'],
    ['a link that goes on', { a: { $link: link + 'a'.repeat(200) } }, '/a'],
    ['bytes that are a list', { a: { $bytes: [1] } }, '/a'],
    ['bytes that are not base 64', { a: { $bytes: '!!' } }, '/a'],
    ['bytes in the other base 64', { a: { $bytes: '-_8' } }, '/a'],
    ['bytes of five characters', { a: { $bytes: 'AAAAA' } }, '/a'],
    ['bytes with a bit too many', { a: { $bytes: 'AB' } }, '/a'],
    ['bytes with too much padding', { a: { $bytes: 'AAA==' } }, '/a'],
    ['bytes with more', { a: { $bytes: 'AA', b: 1 } }, '/a'],
    ['a $type that is a number', { a: { $type: 5 } }, '/a/$type'],
    ['a $type that is null', { a: { $type: null } }, '/a/$type'],
    ['a $type without characters', { a: { $type: '' } }, '/a/$type'],
    ['a blob without ref', { a: { ...blob, ref: undefined } }, '/a'],
    ['a blob with a text for ref', { a: { ...blob, ref: link } }, '/a'],
    ['a blob with a text for size', { a: { ...blob, size: '5' } }, '/a'],
    ['a blob with a negative size', { a: { ...blob, size: -1 } }, '/a'],
    ['a blob without a MIME type', { a: { ...blob, mimeType: '' } }, '/a'],
    ['a blob with more', { a: { ...blob, x: 1 } }, '/a'],
    ['undefined', undefined, ''],
  ])('is refused with %s', (_, json, path) => {
    const plain: unknown = _ === 'a blob without ref' ? JSON.parse(JSON.stringify(json)) : json
    expect(() => jsonToLex(plain)).toThrow(expect.objectContaining({ name: 'DataModelError', path }))
  })

  it('has a limit of depth', () => {
    expect(() => jsonToLex(nested(DEPTH_MAX))).not.toThrow()
    expect(() => jsonToLex(nested(DEPTH_MAX + 1))).toThrow(DataModelError)
    expect(() => jsonToLex(nested(5_000))).toThrow(DataModelError)
  })

  it.each(['blah', 5, null, true, [], [{}], { $link: link }, { $bytes: '' }])('of a record is not %j', (json) => {
    expect(() => jsonToMap(json)).toThrow(DataModelError)
  })

  it('is refused with nothing but DataModelError, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          jsonToLex(JSON.parse(text))
        } catch (error) {
          expect(error).toBeInstanceOf(DataModelError)
        }
      }),
    )
  })
})

describe('references to blobs', () => {
  const other = cidBytesToString(rawCidBytes(new Uint8Array(32).fill(1)))
  const value = jsonToLex({
    image: blob,
    list: [{ deep: { ...blob, size: 6 } }, { cid: other, mimeType: 'image/png' }],
    cid: 'not a blob',
  })

  it('are found wherever they are, and told from old ones', () => {
    expect(findBlobRefs(value).map(({ size }) => size)).toEqual([5, 6])
    expect(findLegacyBlobRefs(value)).toEqual([{ cid: other, mimeType: 'image/png' }])
  })

  it('are whole', () => {
    expect(isBlobRef(findBlobRefs(value)[0])).toBe(true)
    expect(isBlobRef({ $type: 'blob', mimeType: 'a/b', size: 1 })).toBe(false)
    expect(isBlobRef([])).toBe(false)
    expect(isBlobRef(undefined)).toBe(false)
  })
})
