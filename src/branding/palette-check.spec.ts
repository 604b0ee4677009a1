import fc from 'fast-check'
import { type Colour, contrast } from './colour.js'
import { sheetAt, sheetPathOf } from './brand-paths.js'
import { type BrandColours, TEXT_CONTRAST, type Theme, themeSheet, themesOf } from './palette.js'
import { measurePalette, SHAPE_CONTRAST } from './palette-check.js'

const PALETTES = 10_000
const DEFAULTS: BrandColours = {
  primary: [29, 91, 214],
  error: [194, 47, 60],
  warning: [150, 95, 0],
  info: [42, 95, 168],
  success: [29, 122, 70],
}
const WHITE: Colour = [255, 255, 255]

const channel = fc.integer({ min: 0, max: 255 })
const colour = fc.tuple(channel, channel, channel) as fc.Arbitrary<Colour>
/** Dark enough, often, that some palettes are accepted. */
const dark = fc.tuple(
  fc.integer({ min: 0, max: 140 }),
  fc.integer({ min: 0, max: 110 }),
  channel,
) as fc.Arbitrary<Colour>
const any = fc.oneof({ weight: 9, arbitrary: dark }, { weight: 1, arbitrary: colour })
const palettes = fc.record({ primary: any, error: any, warning: any, info: any, success: any })

const isAccepted = (colours: BrandColours) => measurePalette(colours).every(({ isEnough }) => isEnough)
const ratio = (theme: Theme, text: string, ground: string) => contrast(theme[text]!, theme[ground]!)
const NOTICES = ['error', 'warning', 'info', 'success']

/** What does not pass WCAG AA in a theme. */
function failures(theme: Theme): string[] {
  const texts = ['text', 'muted', 'accent', ...NOTICES].flatMap((name) =>
    ['page', 'card', 'raised'].map((ground) => [name, ground] as const),
  )
  const pairs = [
    ...texts,
    ...NOTICES.map((name) => [name, `${name}-ground`] as const),
    ['on-primary', 'primary'] as const,
  ]
  return pairs
    .filter(([text, ground]) => ratio(theme, text, ground) < TEXT_CONTRAST)
    .map((pair) => pair.join(' on '))
}

test('the usual colours are accepted', () => {
  expect(measurePalette(DEFAULTS).filter(({ isEnough }) => !isEnough)).toEqual([])
})

/** What is wrong with a palette that was accepted. */
function faults(colours: BrandColours): string[] {
  const { light, dark: dim } = themesOf(colours)
  const shapes = ['card', 'page'].filter((ground) => ratio(light, 'primary', ground) < SHAPE_CONTRAST)
  // Whoever chose them sees them: none had to be moved.
  const moved = NOTICES.filter((name) => String(light[name]) !== String(colours[name as keyof BrandColours]))
  return [...failures(light), ...failures(dim), ...shapes, ...moved]
}

test(`of ${PALETTES} palettes, every accepted one passes WCAG AA in both themes`, () => {
  let accepted = 0
  fc.assert(
    fc.property(palettes, (colours) => {
      if (!isAccepted(colours)) return true
      accepted += 1
      return faults(colours).length === 0
    }),
    { numRuns: PALETTES },
  )
  expect(accepted).toBeGreaterThan(PALETTES / 20)
})

test('what is too light is refused, with what was measured', () => {
  const yellow: Colour = [255, 230, 0]
  expect(measurePalette({ ...DEFAULTS, primary: yellow })).toContainEqual({
    ...{ colour: 'primary', on: 'card', wanted: 3, isEnough: false },
    ratio: contrast(yellow, WHITE),
  })
})

test('the address of a sheet says all that is in it', () => {
  const light = `assets/${'a'.repeat(43)}`
  const path = sheetPathOf(DEFAULTS, { light, dark: undefined })
  const query = Object.fromEntries(new URL(path, 'https://pds.example.com').searchParams)
  expect(sheetAt(query)).toBe(themeSheet(DEFAULTS, { light: `/branding/${light}`, dark: undefined }))
  for (const wrong of [
    {},
    { c: 'ff0000' },
    { ...query, l: '"),url(https://evil.example' },
    { ...query, c: ['x'] },
  ])
    expect(sheetAt(wrong)).toBeUndefined()
})
