import { describe, expect, it } from '@jest/globals'
import { cborCidBytes, type LexValue, toCid } from '@guildhall/data'
import type { Schema } from '@guildhall/lexicon'
import { validatorOf, valuesOfEveryType } from '../../test/validators.js'

const link = toCid(cborCidBytes(Uint8Array.of(1)))
const blob = { $type: 'blob', ref: link, mimeType: 'image/png', size: 1000 }

describe('a value of another type', () => {
  it.each<[Schema, string | undefined, string]>([
    [{ type: 'boolean' }, 'boolean', 'must be a boolean'],
    [{ type: 'integer' }, 'integer', 'must be an integer'],
    [{ type: 'string' }, 'string', 'must be a string'],
    [{ type: 'bytes' }, 'bytes', 'must be a byte string'],
    [{ type: 'cid-link' }, 'cid-link', 'must be a link'],
    [{ type: 'blob' }, undefined, 'must be a blob reference'],
    [{ type: 'array', items: { type: 'integer' } }, 'array', 'must be an array'],
    [{ type: 'object', properties: {} }, 'object', 'must be an object'],
    [{ type: 'unknown' }, 'object', 'must be an object'],
  ])('is refused by %j', (schema, own, reason) => {
    const validate = validatorOf(schema)
    for (const [name, value] of valuesOfEveryType(link)) {
      expect([name, validate(value)]).toEqual([name, name === own ? undefined : reason])
    }
  })
})

describe('a boolean', () => {
  it('is true or false, or the one that is asked for', () => {
    for (const value of [true, false]) expect(validatorOf({ type: 'boolean' })(value)).toBeUndefined()
    expect(validatorOf({ type: 'boolean', const: false })(false)).toBeUndefined()
    expect(validatorOf({ type: 'boolean', const: false })(true)).toBe('must be false')
    expect(validatorOf({ type: 'boolean', const: true })(false)).toBe('must be true')
  })

  it.each([0, 1, 'true', 'false', ''])('is not %j', (value) => {
    expect(validatorOf({ type: 'boolean' })(value)).toBe('must be a boolean')
  })
})

describe('an integer', () => {
  it.each([0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])('can be %d', (value) => {
    expect(validatorOf({ type: 'integer' })(value)).toBeUndefined()
  })

  it.each([0.5, Number.NaN, Infinity, -Infinity, 2 ** 53, '1'])('cannot be %p', (value) => {
    expect(validatorOf({ type: 'integer' })(value)).toBe('must be an integer')
  })

  it.each<[number, string | undefined]>([
    [-3, 'must not be less than -2'],
    [-2, undefined],
    [3, undefined],
    [4, 'must not be greater than 3'],
  ])('%d within -2 and 3: %s', (value, said) => {
    expect(validatorOf({ type: 'integer', minimum: -2, maximum: 3 })(value)).toBe(said)
  })

  it('has limits of zero', () => {
    expect(validatorOf({ type: 'integer', minimum: 0 })(-1)).toBe('must not be less than 0')
    expect(validatorOf({ type: 'integer', maximum: 0 })(1)).toBe('must not be greater than 0')
  })

  it('is the constant, or one of an enumeration', () => {
    expect(validatorOf({ type: 'integer', const: 0 })(0)).toBeUndefined()
    expect(validatorOf({ type: 'integer', const: 0 })(1)).toBe('must be 0')
    expect(validatorOf({ type: 'integer', enum: [1, 3] })(3)).toBeUndefined()
    expect(validatorOf({ type: 'integer', enum: [1, 3] })(2)).toBe('must be one of 1, 3')
  })
})

describe('bytes', () => {
  it.each<[number, string | undefined]>([
    [1, 'must not be shorter than 2 bytes'],
    [2, undefined],
    [4, undefined],
    [5, 'must not be longer than 4 bytes'],
  ])('%d of 2 to 4: %s', (length, said) => {
    expect(validatorOf({ type: 'bytes', minLength: 2, maxLength: 4 })(new Uint8Array(length))).toBe(said)
  })

  it('may be none', () => {
    expect(validatorOf({ type: 'bytes' })(new Uint8Array())).toBeUndefined()
    expect(validatorOf({ type: 'bytes', maxLength: 0 })(new Uint8Array(1))).toBe(
      'must not be longer than 0 bytes',
    )
  })
})

describe('a link', () => {
  it('is a CID of any codec', () => {
    expect(validatorOf({ type: 'cid-link' })(link)).toBeUndefined()
    expect(validatorOf({ type: 'cid-link' })(toCid(cborCidBytes(Uint8Array.of(0xa0))))).toBeUndefined()
  })

  it('is not the text of a CID, nor its JSON', () => {
    for (const value of [link.toString(), { $link: link.toString() }]) {
      expect(validatorOf({ type: 'cid-link' })(value)).toBe('must be a link')
    }
  })
})

describe('a blob', () => {
  it.each<[string, LexValue]>([
    ['no map', 'blob'],
    ['of another type', { ...blob, $type: 'com.example.blob' }],
    ['without a type', { ref: link, mimeType: 'image/png', size: 1000 }],
    ['with a text for its link', { ...blob, ref: link.toString() }],
    ['without a size', { $type: 'blob', ref: link, mimeType: 'image/png' }],
    ['of a negative size', { ...blob, size: -1 }],
    ['with a text for its size', { ...blob, size: '1000' }],
    ['without a MIME type', { ...blob, mimeType: '' }],
    ['with a field that is none of its own', { ...blob, alt: 'a cat' }],
    ['in its old form', { cid: link.toString(), mimeType: 'image/png' }],
  ])('is refused: %s', (_, value) => {
    expect(validatorOf({ type: 'blob' })(value)).toBe('must be a blob reference')
  })

  it('has at most the size that is asked for', () => {
    const validate = validatorOf({ type: 'blob', maxSize: 1000 })
    expect(validate(blob)).toBeUndefined()
    expect(validate({ ...blob, size: 0 })).toBeUndefined()
    expect(validate({ ...blob, size: 1001 })).toBe('/size must not be greater than 1000')
  })

  it.each<[string[] | undefined, string, boolean]>([
    [undefined, 'anything', true],
    [['*/*'], 'image/png', true],
    [['none/such'], 'image/png', false],
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/jpeg', false],
    [['image/png', 'image/jpeg'], 'image/jpeg', true],
    [['image/*'], 'image/jpeg', true],
    [['image/*'], 'video/mp4', false],
    [['image/*'], 'imagery/png', false],
    [['image/*'], 'x-image/png', false],
    [['Image/PNG'], 'iMAGE/pNG', true],
    [['text/plain'], 'text/plain; charset=utf-8', true],
    [['text/*'], 'text/vtt;charset=utf-8', true],
    [['text/plain'], 'text/plain;\ncharset=utf-8', true],
    [['text/plain'], 'text/plainer', false],
    [['image/png'], 'video/mp4;image/png', false],
    [['image/png'], 'video/mp4;\nimage/png', false],
  ])('accepting %j, of type %j: %s', (accept, mimeType, isAccepted) => {
    const said = validatorOf({ type: 'blob', ...(accept && { accept }) })({ ...blob, mimeType })
    expect(said).toBe(isAccepted ? undefined : `/mimeType must be one of ${accept?.join(', ')}`)
  })
})

describe('an unknown', () => {
  it.each<[LexValue]>([
    [{}],
    [{ a: [1, { b: null }] }],
    [{ $type: 'com.example.some' }],
    [{ blob }],
    [{ nested: { $type: 'com.example.some' } }],
  ])('can be %j', (value) => {
    expect(validatorOf({ type: 'unknown' })(value)).toBeUndefined()
  })

  it('stands for an object, not for a blob', () => {
    expect(validatorOf({ type: 'unknown' })(blob)).toBe('must be an object')
  })
})
