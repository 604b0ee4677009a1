import fc from 'fast-check'
import { BLACK, type Colour, contrast, formatColour, parseColour, textOn, WHITE } from './colour.js'

const channel = fc.integer({ min: 0, max: 255 })
const colours = fc.tuple(channel, channel, channel) as fc.Arbitrary<Colour>

test.each([
  ['#1d5bd6', [29, 91, 214]],
  ['#ABC', [170, 187, 204]],
  ['rgb(1, 20,255)', [1, 20, 255]],
  ['rgb(1 20 255)', [1, 20, 255]],
  ['rgb(1, 20, 256)', undefined],
  ['#1d5bd', undefined],
  ['red', undefined],
  ['#fff;}body{display:none', undefined],
  ['', undefined],
])('%s is read as %j', (text, expected) => {
  expect(parseColour(text)).toEqual(expected)
})

test('what is written can be read again', () => {
  fc.assert(fc.property(colours, (colour) => expect(parseColour(formatColour(colour))).toEqual(colour)))
})

test('contrast is that of WCAG', () => {
  expect(contrast(BLACK, WHITE)).toBe(21)
  expect(contrast(WHITE, WHITE)).toBe(1)
  expect(contrast([118, 118, 118], WHITE)).toBeCloseTo(4.54, 2)
})

test('on every colour something can be read', () => {
  fc.assert(
    fc.property(colours, (colour) => expect(contrast(textOn(colour), colour)).toBeGreaterThanOrEqual(4.5)),
    { numRuns: 1_000 },
  )
})
