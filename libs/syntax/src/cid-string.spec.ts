import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { base32 } from 'multiformats/bases/base32'
import { CID } from 'multiformats/cid'
import { create } from 'multiformats/hashes/digest'
import { CID_STRING_LENGTH_MAX, isCidString, parseCidString } from '@guildhall/syntax'
import { expectCheckAndParserAgree, textsNear } from '../test/texts.js'

const VALID = [
  'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
  'bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity',
  'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
  'zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7',
  'f01711220659f2f9a9dbd2fb3f0e4c9b3f7d9bd0e9c1e0f1a2b3c4d5e6f708192',
  'u1220aBcD_-',
]

/** CIDs of version 1 with any codec, hash function and digest. */
const cidArbitrary = fc
  .record({ codec: fc.nat(0x7fffffff), code: fc.nat(0x7fffffff), digest: fc.uint8Array({ maxLength: 64 }) })
  .map(({ codec, code, digest }) => CID.createV1(codec, create(code, digest)).toString())

/** Whether the library reads a text as version 1, and writes it the same again. (It remembers the text it has read.) */
function isCanonicalV1(text: string): boolean {
  try {
    const cid = CID.parse(text)
    return cid.version === 1 && CID.decode(cid.bytes).toString() === text
  } catch {
    return false
  }
}

/** Whether the library can spell what it read: it counts in numbers, and a codec may have 63 bits. */
function isBeyondNumbers(text: string): boolean {
  try {
    const cid = CID.parse(text)
    return cid.code > Number.MAX_SAFE_INTEGER || cid.multihash.code > Number.MAX_SAFE_INTEGER
  } catch {
    return false
  }
}

describe('a CID', () => {
  it.each(VALID)('can be %s', (cid) => {
    expect(isCidString(cid)).toBe(true)
  })

  it('can have a codec of 63 bits, and of no more', () => {
    const codec = Array<number>(8).fill(0xff)
    expect(isCidString(base32.encode(Uint8Array.of(1, ...codec, 0x7f, 0x12, 1, 0xab)))).toBe(true)
    expect(isCidString(base32.encode(Uint8Array.of(1, ...codec, 0xff, 0x01, 0x12, 1, 0xab)))).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['too short', 'bafyrei'],
    ['of version 0', 'QmbWqxBEKC3P8tqsKc98xmWNzrzDtRLMiMPL8wBuTGsMnR'],
    ['of an unknown base', 'xafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'],
    ['in capital letters with a small prefix', 'bAFYREIDFAYVFUWQA7QLNOPDJIQRXZS6BLMOEU4RUJCJTNCI5BELUDIRZ2A'],
    [
      'with a character that is not of its base',
      'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz21',
    ],
    ['with a padding that its base has not', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a='],
    ['with a blank', ' bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'],
    ['with a line break', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a\n'],
    ['with a character missing', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2'],
    ['with a character too many', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2aa'],
    ['with bits left over', 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2b'],
    // The eighth character reaches into the length of the digest: 33 bytes are said, 32 are there.
    ['with a digest shorter than it says', 'bafyreiifayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'],
    ['of raw bytes with a digest shorter than it says', `bafkreii${'a'.repeat(51)}`],
    // 0xf1 0x00 is 0x71 with a byte too many.
    ['with a codec in a longer form', base32.encode(Uint8Array.of(1, 0xf1, 0, 0x12, 1, 0xab))],
    ['of version 2', `bajyrei${'a'.repeat(52)}`],
    ['a URI', 'https://example.com'],
  ])('is not %s', (_, cid) => {
    expect(isCidString(cid)).toBe(false)
  })

  it('has at most 256 characters', () => {
    expect(isCidString('z'.padEnd(CID_STRING_LENGTH_MAX, '1'))).toBe(true)
    expect(isCidString('z'.padEnd(CID_STRING_LENGTH_MAX + 1, '1'))).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('cid', isCidString, parseCidString, textsNear(...VALID))
  })

  it('in base 32 is what a CID library writes', () => {
    fc.assert(
      fc.property(cidArbitrary, (text) => {
        expect([text, isCidString(text)]).toEqual([text, true])
      }),
    )
  })

  it('in base 32 is nothing that a CID library refuses or spells in another way', () => {
    const near = fc.oneof(
      cidArbitrary.chain((text) => textsNear(text)),
      textsNear(...VALID),
    )
    fc.assert(
      fc.property(near, (text) => {
        fc.pre(text.startsWith('b') && text.length >= 8 && !isBeyondNumbers(text))
        expect([text, isCidString(text)]).toEqual([text, isCanonicalV1(text)])
      }),
      { numRuns: 500, examples: [['bahh5fl73ypnu77auaa']] },
    )
  })
})
