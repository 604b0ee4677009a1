import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { STRING_FORMATS, isStringFormat } from '@guildhall/syntax'
import { validatorOf } from '../../test/validators.js'

const SAMPLES: [string, string, string][] = [
  ['at-identifier', 'alice.example', 'alice'],
  ['at-uri', 'at://alice.example/com.example.fooBar/self', 'at://alice.example/'],
  ['cid', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a', 'bafyreidfayvfuwqa'],
  ['datetime', '1985-04-12T23:20:50.123Z', '1985-04-31T23:20:50.123Z'],
  ['did', 'did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'did:plc:'],
  ['handle', 'alice.example', 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'],
  ['language', 'pt-BR', 'pt_BR'],
  ['nsid', 'com.example.fooBar', 'com.example'],
  ['record-key', 'self', '..'],
  ['tid', '3jzfcijpj2z2a', '3jzfcijpj2z2'],
  ['uri', 'https://example.com', 'example.com'],
]

describe('the format of a string', () => {
  it('is tried here with every format there is', () => {
    expect(SAMPLES.map(([format]) => format)).toEqual([...STRING_FORMATS].sort())
  })

  it.each(SAMPLES)('%s: %j, but not %j', (format, valid, invalid) => {
    const validate = validatorOf({ type: 'string', format })
    expect(validate(valid)).toBeUndefined()
    expect(validate(invalid)).toBe(`must be a valid ${format}`)
    expect(validate('')).toBe(`must be a valid ${format}`)
  })

  it('is looked at together with everything else', () => {
    const validate = validatorOf({
      type: 'string',
      format: 'did',
      maxLength: 12,
      enum: ['did:plc:a', 'alice'],
    })
    expect(validate('did:plc:a')).toBeUndefined()
    expect(validate('did:plc:b')).toBe('must be one of did:plc:a, alice')
    expect(validate('alice')).toBe('must be a valid did')
  })

  it('is judged as libs/syntax judges it', () => {
    const validators = SAMPLES.map(([format]) => ({
      format,
      validate: validatorOf({ type: 'string', format }),
    }))
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLES.flat()), fc.string({ maxLength: 3 }), (text, added) => {
        for (const { format, validate } of validators) {
          expect(validate(text + added) === undefined).toBe(isStringFormat(format, text + added))
        }
      }),
    )
  })
})

describe('the length of a string', () => {
  it.each<[string, string | undefined]>([
    ['', 'must not be shorter than 2 bytes'],
    ['a', 'must not be shorter than 2 bytes'],
    ['ab', undefined],
    ['é', undefined],
    ['☎', undefined],
    ['abcd', undefined],
    ['éé', undefined],
    ['😀', undefined],
    ['abcde', 'must not be longer than 4 bytes'],
    ['ééa', 'must not be longer than 4 bytes'],
    ['☎é', 'must not be longer than 4 bytes'],
    ['😀a', 'must not be longer than 4 bytes'],
  ])('is counted in bytes of UTF-8: %j of 2 to 4', (text, said) => {
    expect(validatorOf({ type: 'string', minLength: 2, maxLength: 4 })(text)).toBe(said)
  })

  it('has limits of zero', () => {
    expect(validatorOf({ type: 'string', minLength: 0, maxLength: 0 })('')).toBeUndefined()
    expect(validatorOf({ type: 'string', maxLength: 0 })('a')).toBe('must not be longer than 0 bytes')
    expect(validatorOf({ type: 'string', maxGraphemes: 0 })('a')).toBe('must not be longer than 0 graphemes')
  })

  it('in bytes is what an encoder says, for every text and limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.nat(40), fc.nat(40), (text, min, max) => {
        fc.pre(min <= max)
        const bytes = new TextEncoder().encode(text).length
        const said = validatorOf({ type: 'string', minLength: min, maxLength: max })(text)
        expect(said === undefined).toBe(bytes >= min && bytes <= max)
      }),
      { numRuns: 300 },
    )
  })

  const family = '👨‍👩‍👧‍👧'
  it.each<[string, number]>([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    [family, 1],
    [`${family}${family}a`, 3],
    ['🇩🇪🇫🇷', 2],
    ['\r\n', 1],
    ['\n\r', 2],
    ['a\r\nb\r\n', 4],
    ['नि', 1],
    ['각', 1],
  ])('of %j is %d graphemes', (text, count) => {
    expect(validatorOf({ type: 'string', minGraphemes: count, maxGraphemes: count })(text)).toBeUndefined()
    expect(validatorOf({ type: 'string', minGraphemes: count + 1 })(text)).toBe(
      `must not be shorter than ${count + 1} graphemes`,
    )
    if (count === 0) return
    expect(validatorOf({ type: 'string', maxGraphemes: count - 1 })(text)).toBe(
      `must not be longer than ${count - 1} graphemes`,
    )
  })

  it('in graphemes is what the platform says, for every text and limit', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const character = fc.constantFrom('a', '\r', '\n', '\u0301', '👨', '\u200d', '👩', '🇩', '각', '\ud800')
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), fc.nat(12), fc.nat(12), (text, min, max) => {
        fc.pre(min <= max)
        const count = [...segmenter.segment(text)].length
        const within = validatorOf({ type: 'string', minGraphemes: min, maxGraphemes: max })(text)
        expect(within === undefined).toBe(count >= min && count <= max)
        const atLeast = validatorOf({ type: 'string', minGraphemes: min })(text)
        expect(atLeast === undefined).toBe(count >= min)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the choice of strings', () => {
  it('is closed for an enumeration, and one for a constant', () => {
    const validate = validatorOf({ type: 'string', enum: ['a', 'b'] })
    expect(validate('b')).toBeUndefined()
    expect(validate('c')).toBe('must be one of a, b')
    expect(validate('constructor')).toBe('must be one of a, b')
    expect(validatorOf({ type: 'string', const: '' })('')).toBeUndefined()
    expect(validatorOf({ type: 'string', const: 'a' })('b')).toBe('must be a')
    expect(validatorOf({ type: 'string', const: 'a', enum: ['a', 'b'] })('b')).toBe('must be a')
  })

  it('is open for known values', () => {
    const validate = validatorOf({ type: 'string', knownValues: ['a', 'b'], maxLength: 3 })
    expect(validate('c')).toBeUndefined()
    expect(validate('cccc')).toBe('must not be longer than 3 bytes')
  })
})
