import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isAtIdentifier, isDid, isHandle, parseAtIdentifier } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, textsNear } from '../test/texts.js'

const VALID = ['did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'did:web:alice.example', 'alice.example', 'did.example']

describe('an AT identifier', () => {
  it.each(VALID)('can be %s', (identifier) => {
    expect(isAtIdentifier(identifier)).toBe(true)
  })

  it.each(['', 'alice', 'did:', 'did:plc', '@alice.example', 'at://alice.example', 'alice@example.com'])(
    'cannot be %j',
    (identifier) => {
      expect(isAtIdentifier(identifier)).toBe(false)
    },
  )

  it('is a DID or a handle, and never both', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect(isAtIdentifier(text)).toBe(isDid(text) || isHandle(text))
        expect(isDid(text) && isHandle(text)).toBe(false)
      }),
    )
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('at-identifier', isAtIdentifier, parseAtIdentifier, textsNear(...VALID))
  })
})
