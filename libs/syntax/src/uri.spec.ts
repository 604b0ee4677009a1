import { describe, expect, it } from '@jest/globals'
import { URI_BYTES_MAX, isUri, parseUri } from '@guildhall/syntax'
import { expectCheckAndParserAgree, textsNear } from '../test/texts.js'

const VALID = [
  'https://example.com/path?query=1#fragment',
  'at://did:plc:abc/com.example.a/self',
  'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  'mailto:alice@example.com',
  'ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
  'dns:example.com',
  'x+y.z-1:a',
  'https://exämple.example/ß',
]

describe('a URI', () => {
  it.each(VALID)('can be %s', (uri) => {
    expect(isUri(uri)).toBe(true)
  })

  it.each([
    '',
    'example.com',
    '//example.com',
    ':a',
    'https:',
    'https://',
    'https:////',
    '1https://example.com',
    '-a:b',
    'ht tps://example.com',
    'https://exam ple.com',
    'https://example.com/\n',
    'https://example.com/\u0000',
    'https://example.com/\u007f',
    'https://example.com/\u00a0',
    'https://example.com/\u2028',
    ' https://example.com',
  ])('cannot be %j', (uri) => {
    expect(isUri(uri)).toBe(false)
  })

  it.each([
    ['a', 1],
    ['ß', 2],
    ['☎', 3],
    ['😀', 4],
  ])('has at most 8,192 bytes of UTF-8, also if they are of %s', (character, bytes) => {
    const room = URI_BYTES_MAX - 'https:'.length
    const longest = `https:${character.repeat(Math.floor(room / bytes))}${'a'.repeat(room % bytes)}`
    expect(Buffer.byteLength(longest)).toBe(URI_BYTES_MAX)
    expect(isUri(longest)).toBe(true)
    expect(isUri(`${longest}a`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('uri', isUri, parseUri, textsNear(...VALID))
  })
})
