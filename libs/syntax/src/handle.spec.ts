import { ensureValidHandle } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { HANDLE_LENGTH_MAX, isHandle, normalizeHandle, parseHandle } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = [
  'alice.example',
  'Alice.Example',
  'a.co',
  '8.cn',
  'xn--notarealidn.com',
  'a-b.c-d.e2',
  'a.b.c.d.e.f',
]

describe('a handle', () => {
  it.each(VALID)('can be %s', (handle) => {
    expect(isHandle(handle)).toBe(true)
  })

  it.each([
    '',
    'alice',
    '.example',
    'alice.',
    'alice..example',
    '-alice.example',
    'alice-.example',
    'alice.example-',
    'alice.8',
    'alice.8x',
    '127.0.0.1',
    'alice.example.',
    'alice_b.example',
    'al ice.example',
    'alice.example\n',
    '@alice.example',
    'älice.example',
    // The Kelvin sign: its small letter is an ASCII k.
    '\u212aate.example',
    'did:plc:abc',
  ])('cannot be %j', (handle) => {
    expect(isHandle(handle)).toBe(false)
  })

  it('has labels of 1 to 63 characters, the last one too', () => {
    const label = 'a'.repeat(63)
    expect(isHandle(`${label}.${label}`)).toBe(true)
    expect(isHandle(`${label}a.example`)).toBe(false)
    expect(isHandle(`alice.${label}a`)).toBe(false)
  })

  it('has at most 253 characters', () => {
    const longest = `${`${'a'.repeat(49)}.`.repeat(5)}exa`
    expect(longest).toHaveLength(HANDLE_LENGTH_MAX)
    expect(isHandle(longest)).toBe(true)
    expect(isHandle(`${longest}m`)).toBe(false)
  })

  it('is parsed if it is one, in its own case', () => {
    expectCheckAndParserAgree('handle', isHandle, parseHandle, textsNear(...VALID))
  })

  it('is what the published package takes', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect([text, isHandle(text)]).toEqual([text, isTakenBy(ensureValidHandle, text)])
      }),
    )
  })
})

describe('the normal form of a handle', () => {
  it('is in small letters', () => {
    expect(normalizeHandle('Alice.EXAMPLE')).toBe('alice.example')
  })

  it('makes no handle of what is none, and keeps what is one', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        const normal = normalizeHandle(text)
        expect(isHandle(normal)).toBe(isHandle(text))
        expect(normalizeHandle(normal)).toBe(normal)
      }),
    )
  })
})
