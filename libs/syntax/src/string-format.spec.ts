import { describe, expect, it } from '@jest/globals'
import { STRING_FORMATS, isStringFormat, isStringFormatName, stringFormatCheck } from '@guildhall/syntax'

/** A valid text of each format of atproto.com/specs/lexicon#string-formats. */
const SAMPLES = {
  'at-identifier': 'alice.example',
  'at-uri': 'at://alice.example/com.example.fooBar/self',
  cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
  datetime: '1985-04-12T23:20:50.123Z',
  did: 'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  handle: 'alice.example',
  language: 'pt-BR',
  nsid: 'com.example.fooBar',
  'record-key': 'self',
  tid: '3jzfcijpj2z2a',
  uri: 'https://example.com',
}

describe('the string formats', () => {
  it('are the eleven of the specification', () => {
    expect([...STRING_FORMATS].sort()).toEqual(Object.keys(SAMPLES).sort())
  })

  it.each(STRING_FORMATS)('%s takes a text of its own and refuses another', (format) => {
    expect(isStringFormat(format, SAMPLES[format])).toBe(true)
    expect(stringFormatCheck(format)(SAMPLES[format])).toBe(true)
    for (const other of ['', ' ', '\u0000']) expect(isStringFormat(format, other)).toBe(false)
  })

  it.each(['', 'DID', 'url', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'do not include %j',
    (name) => {
      expect(isStringFormatName(name)).toBe(false)
      expect(() => isStringFormat(name, 'alice.example')).toThrow(RangeError)
    },
  )

  it('cannot be added to', () => {
    expect(Object.isFrozen(STRING_FORMATS)).toBe(true)
  })
})
