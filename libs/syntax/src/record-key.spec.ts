import { ensureValidRecordKey } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { RECORD_KEY_LENGTH_MAX, isRecordKey, parseRecordKey } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = ['3jui7kd54zh2y', 'self', 'example.com', '~1.2-3_', 'dHJ1ZQ', 'pre:fix', '_', ':', '...', '-']

describe('a record key', () => {
  it.each(VALID)('can be %s', (rkey) => {
    expect(isRecordKey(rkey)).toBe(true)
  })

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a b',
    '#extra',
    '@handle',
    'any+space',
    'number[3]',
    'a"b',
    'é',
    'a\n',
    '%41',
    '*',
  ])('cannot be %j', (rkey) => {
    expect(isRecordKey(rkey)).toBe(false)
  })

  it('has 1 to 512 characters', () => {
    const longest = 'a'.repeat(RECORD_KEY_LENGTH_MAX)
    expect(isRecordKey(longest)).toBe(true)
    expect(isRecordKey(`${longest}a`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('record-key', isRecordKey, parseRecordKey, textsNear(...VALID))
  })

  it('is what the published package takes', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect([text, isRecordKey(text)]).toEqual([text, isTakenBy(ensureValidRecordKey, text)])
      }),
    )
  })
})
