import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LANGUAGE_LENGTH_MAX, isLanguage, parseLanguage } from '@guildhall/syntax'
import { expectCheckAndParserAgree, textsNear } from '../test/texts.js'

const VALID = [
  'de',
  'ban',
  'pt-BR',
  'es-419',
  'hy-Latn-IT-arevela',
  'zh-cmn-Hans-CN',
  'sl-rozaj-biske-1994',
  'de-CH-x-phonebk',
  'az-Arab-x-AZE-derbend',
  'en-a-myext-b-another',
  'x-whatever',
  'i-klingon',
  'en-GB-oed',
  'zh-min-nan',
]

describe('a language tag', () => {
  it.each(VALID)('can be %s', (tag) => {
    expect(isLanguage(tag)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['a language of one letter', 'd'],
    ['a language of four letters, which is reserved', 'engl'],
    ['a language of nine letters', 'abcdefghi'],
    ['a language in capital letters', 'DE'],
    ['a language in capital letters, with a region', 'DE-de'],
    ['a language with a digit', 'd3'],
    ['an underscore', 'pt_BR'],
    ['a hyphen at the end', 'de-'],
    ['a hyphen at the start', '-de'],
    ['two hyphens', 'de--DE'],
    ['a subtag of nine characters', 'de-abcdefghi'],
    ['four extended languages', 'zh-aaa-bbb-ccc-ddd'],
    ['an extended language after one of five letters', 'abcde-aaa'],
    ['two scripts', 'de-Latn-Cyrl'],
    ['two regions', 'de-419-DE'],
    ['a script behind a region', 'de-DE-Latn'],
    ['a variant twice', 'de-1901-1901'],
    ['a variant twice in another case', 'sl-rozaj-ROZAJ'],
    ['an extension twice', 'en-a-bbb-a-ccc'],
    ['an extension of nothing', 'en-a'],
    ['an extension of nothing before another', 'en-a-b-ccc'],
    ['private use of nothing', 'de-x'],
    ['nothing but private use of nothing', 'x'],
    ['blanks', ' de'],
    ['a line break', 'de\n'],
    ['letters beyond ASCII', 'dé'],
  ])('has no %s', (_, tag) => {
    expect(isLanguage(tag)).toBe(false)
  })

  it('may have subtags of one letter behind an x, and the same ones again', () => {
    expect(isLanguage('en-x-a-a-a')).toBe(true)
    expect(isLanguage('en-X-a')).toBe(true)
  })

  it('has at most 128 characters', () => {
    const longest = `x${'-abcdefg'.repeat(15)}-abcdef`
    expect(longest).toHaveLength(LANGUAGE_LENGTH_MAX)
    expect(isLanguage(longest)).toBe(true)
    expect(isLanguage(`${longest}g`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('language', isLanguage, parseLanguage, textsNear(...VALID))
  })

  it('is what the languages of the platform take, as far as those go', () => {
    fc.assert(
      fc.property(textsNear(...VALID), (tag) => {
        // Intl knows of no grandfathered and private tags, and not of extended languages.
        fc.pre(/^[a-z]{2,3}(?:-(?:[A-Za-z]{4}))?(?:-(?:[A-Z]{2}|\d{3}))?$/.test(tag))
        expect(isLanguage(tag)).toBe(true)
        expect(() => new Intl.Locale(tag)).not.toThrow()
      }),
    )
  })
})
