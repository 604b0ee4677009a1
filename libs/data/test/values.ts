import fc from 'fast-check'
import { type LexMap, type LexValue, cborCidBytes, rawCidBytes, toCid } from '@guildhall/data'

const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const name = fc.oneof(text, fc.constantFrom('a', 'aa', 'b', 'é', '\u{1f600}', '\uffff', 'constructor', 'toString'))
const link = fc
  .tuple(fc.uint8Array({ maxLength: 8 }), fc.boolean())
  .map(([bytes, isRaw]) => toCid(isRaw ? rawCidBytes(cborCidBytes(bytes).subarray(4)) : cborCidBytes(bytes)))

/** Any value of the data model, of whatever size. */
export const lexValues: fc.Arbitrary<LexValue> = fc.letrec<{ value: LexValue; map: LexMap }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    text,
    fc.uint8Array({ maxLength: 300 }),
    link,
    fc.array(tie('value'), { maxLength: 30 }),
    tie('map'),
  ),
  map: fc
    .dictionary(
      name.filter((key) => !['$type', '$link', '$bytes', '__proto__'].includes(key)),
      tie('value'),
      { maxKeys: 30, noNullPrototype: true },
    )
    .map((map) => map as LexMap),
})).value
