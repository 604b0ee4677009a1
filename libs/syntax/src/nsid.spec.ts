import { ensureValidNsid } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { NSID_LENGTH_MAX, isNsid, nsidAuthority, nsidName, parseNsid } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = [
  'com.example.fooBar',
  'net.users.bob.ping',
  'a-0.b-1.c',
  'a.0.c',
  'cn.8.lex.stuff2',
  'COM.Example.A',
]

describe('an NSID', () => {
  it.each(VALID)('can be %s', (nsid) => {
    expect(isNsid(nsid)).toBe(true)
  })

  it.each([
    '',
    'com',
    'com.example',
    'com.example.',
    '.com.example.foo',
    'com..foo',
    'com.example.3',
    'com.example.3foo',
    'com.example.foo-bar',
    'com.example.foo_bar',
    'com.-example.foo',
    'com.example-.foo',
    '8com.example.foo',
    '-com.example.foo',
    'com.example.*',
    'com.example.foo#main',
    'com.exa💩ple.foo',
    'com.example.foo ',
    'com.example.foo\n',
  ])('cannot be %j', (nsid) => {
    expect(isNsid(nsid)).toBe(false)
  })

  it('has parts of at most 63 characters', () => {
    const part = 'a'.repeat(63)
    expect(isNsid(`${part}.${part}.${part}`)).toBe(true)
    for (const long of [`${part}a.b.c`, `a.${part}b.c`, `a.b.${part}c`]) expect(isNsid(long)).toBe(false)
  })

  it('has at most 317 characters', () => {
    const longest = `${`${'a'.repeat(62)}.`.repeat(4)}${'b'.repeat(10)}.${'c'.repeat(54)}`
    expect(longest).toHaveLength(NSID_LENGTH_MAX)
    expect(isNsid(longest)).toBe(true)
    expect(isNsid(`${longest}c`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('nsid', isNsid, parseNsid, textsNear(...VALID))
  })

  it('is what the published package takes', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect([text, isNsid(text)]).toEqual([text, isTakenBy(ensureValidNsid, text)])
      }),
    )
  })

  it('is its authority turned round, and its name', () => {
    expect(nsidAuthority(parseNsid('com.example.fooBar'))).toBe('example.com')
    expect(nsidAuthority(parseNsid('COM.Example.Social.Foo'))).toBe('social.example.com')
    expect(nsidName(parseNsid('com.example.fooBar'))).toBe('fooBar')
    fc.assert(
      fc.property(textsNear(...VALID).filter(isNsid), (nsid) => {
        const domain = nsidAuthority(nsid).split('.').reverse().join('.')
        expect(`${domain}.${nsidName(nsid)}`).toBe(
          `${nsid.slice(0, nsid.lastIndexOf('.')).toLowerCase()}.${nsidName(nsid)}`,
        )
      }),
    )
  })
})
