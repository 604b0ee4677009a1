import { ensureValidDid } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DID_LENGTH_MAX, isDid, parseDid } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = [
  'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  'did:web:alice.example',
  'did:web:localhost%3A2583',
  'did:method:a:b:c',
  'did:x:-_.',
]

describe('a DID', () => {
  it.each(VALID)('can be %s', (did) => {
    expect(isDid(did)).toBe(true)
  })

  it.each([
    '',
    'did',
    'did:',
    'did:plc',
    'did:plc:',
    'did::abc',
    'DID:plc:abc',
    'did:PLC:abc',
    'did:p1c:abc',
    'did:plc:abc:',
    'did:web:localhost%',
    'did:plc:abc ',
    ' did:plc:abc',
    'did:plc:abc\n',
    'did:plc:a/b',
    'did:plc:abc#atproto',
    'did:plc:abc?x',
    'did:web:exämple.com',
  ])('cannot be %j', (did) => {
    expect(isDid(did)).toBe(false)
  })

  it('has at most 2,048 characters', () => {
    const longest = 'did:web:'.padEnd(DID_LENGTH_MAX, 'a')
    expect(isDid(longest)).toBe(true)
    expect(isDid(`${longest}a`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('did', isDid, parseDid, textsNear(...VALID))
  })

  it('is what the published package takes', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect([text, isDid(text)]).toEqual([text, isTakenBy(ensureValidDid, text)])
      }),
    )
  })
})
