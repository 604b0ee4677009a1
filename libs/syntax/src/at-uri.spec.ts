import { ensureValidAtUri } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  AT_URI_LENGTH_MAX,
  DID_LENGTH_MAX,
  formatAtUri,
  isAtIdentifier,
  isAtUri,
  isNsid,
  isRecordKey,
  parseAtIdentifier,
  parseAtUri,
  parseNsid,
  parseRecordKey,
  splitAtUri,
} from '@guildhall/syntax'
import { expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = [
  'at://alice.example',
  'at://did:plc:ewvi7nxzyoun6zhxrhs64oiz',
  'at://did:web:alice.example/com.example.fooBar',
  'at://Alice.Example/com.example.fooBar/self',
  'at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jui7kd54zh2y',
  'at://alice.example/com.example.fooBar/~:_-.',
]
const nearUris = textsNear(...VALID)

describe('an AT URI', () => {
  it.each(VALID)('can be %s', (uri) => {
    expect(isAtUri(uri)).toBe(true)
  })

  it.each([
    '',
    'at:',
    'at://',
    'at:///com.example.fooBar',
    'AT://alice.example',
    'http://alice.example',
    'at:/alice.example',
    'at://alice',
    'at://alice.example/',
    'at://alice.example//self',
    'at://alice.example/com.example',
    'at://alice.example/com.example.fooBar/',
    'at://alice.example/com.example.fooBar/.',
    'at://alice.example/com.example.fooBar/..',
    'at://alice.example/com.example.fooBar/a/b',
    'at://alice.example/com.example.fooBar/a?b=c',
    'at://alice.example/com.example.fooBar/a#b',
    'at://alice.example#b',
    'at://user:pass@alice.example',
    'at://alice.example:2583',
    ' at://alice.example',
    'at://alice.example\n',
  ])('cannot be %j', (uri) => {
    expect(isAtUri(uri)).toBe(false)
  })

  it('is long enough for its longest parts, and has a limit of its own', () => {
    const did = 'did:web:'.padEnd(DID_LENGTH_MAX, 'a')
    const nsid = `${`${'a'.repeat(62)}.`.repeat(4)}${'b'.repeat(10)}.${'c'.repeat(54)}`
    expect(isAtUri(`at://${did}/${nsid}/${'r'.repeat(512)}`)).toBe(true)
    expect(isAtUri(`at://${'a'.repeat(AT_URI_LENGTH_MAX)}`)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('at-uri', isAtUri, parseAtUri, nearUris)
  })

  it('is nothing that the published package refuses', () => {
    fc.assert(
      fc.property(nearUris.filter(isAtUri), (uri) => {
        expect([uri, isTakenBy(ensureValidAtUri, uri)]).toEqual([uri, true])
      }),
    )
  })
})

describe('the parts of an AT URI', () => {
  it('are those that it has', () => {
    expect(splitAtUri(parseAtUri('at://alice.example'))).toEqual({ authority: 'alice.example' })
    expect(splitAtUri(parseAtUri('at://alice.example/com.example.a'))).toEqual({
      authority: 'alice.example',
      collection: 'com.example.a',
    })
    expect(splitAtUri(parseAtUri('at://did:plc:abc/com.example.a/self'))).toEqual({
      authority: 'did:plc:abc',
      collection: 'com.example.a',
      rkey: 'self',
    })
  })

  it('are of their formats, and make the same URI again', () => {
    fc.assert(
      fc.property(nearUris.filter(isAtUri), (uri) => {
        const { authority, collection, rkey } = splitAtUri(uri)
        expect(isAtIdentifier(authority)).toBe(true)
        expect(collection === undefined || isNsid(collection)).toBe(true)
        expect(rkey === undefined || isRecordKey(rkey)).toBe(true)
        const parts = [authority, collection, rkey].filter((part) => part !== undefined)
        expect(`at://${parts.join('/')}`).toBe(uri)
      }),
    )
  })

  it('make a valid URI', () => {
    const uri = formatAtUri(
      parseAtIdentifier('did:plc:abc'),
      parseNsid('com.example.fooBar'),
      parseRecordKey('self'),
    )
    expect(uri).toBe('at://did:plc:abc/com.example.fooBar/self')
    expect(isAtUri(uri)).toBe(true)
  })
})
