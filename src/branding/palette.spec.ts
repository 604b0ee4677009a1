import fc from 'fast-check'
import { type Colour, contrast } from './colour.js'
import { TEXT_CONTRAST, type Theme, themeSheet, themesOf } from './palette.js'

const channel = fc.integer({ min: 0, max: 255 })
const colour = fc.tuple(channel, channel, channel) as fc.Arbitrary<Colour>
const brands = fc.record({ primary: colour, error: colour, warning: colour, info: colour, success: colour })

/** What is written on what. */
const WRITTEN = [
  ...['text', 'muted', 'accent', 'error', 'warning', 'info', 'success'].flatMap((text) =>
    ['page', 'card', 'raised'].map((ground) => [text, ground] as const),
  ),
  ['on-primary', 'primary'] as const,
  ...['error', 'warning', 'info', 'success'].map((name) => [name, `${name}-ground`] as const),
]
const ratio = (theme: Theme, [text, ground]: readonly [string, string]) =>
  contrast(theme[text]!, theme[ground]!)

test('whatever colours an organization chooses, all that is written can be read', () => {
  fc.assert(
    fc.property(brands, (chosen) => {
      for (const theme of Object.values(themesOf(chosen))) {
        expect(WRITTEN.filter((pair) => ratio(theme, pair) < TEXT_CONTRAST)).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})

test('the edge of a field stands out as WCAG asks of controls', () => {
  const grey: Colour = [120, 120, 120]
  const same = { primary: grey, error: grey, warning: grey, info: grey, success: grey }
  for (const theme of Object.values(themesOf(same))) {
    expect(ratio(theme, ['control', 'card'])).toBeGreaterThanOrEqual(3)
  }
})

test('a colour that can be read stays as it is', () => {
  const primary: Colour = [29, 91, 214]
  const chosen = { primary, error: primary, warning: primary, info: primary, success: primary }
  expect(themesOf(chosen).light).toMatchObject({ primary, accent: primary })
})

test('the sheet has both themes and the pictures', () => {
  const red: Colour = [255, 0, 0]
  const sheet = themeSheet(
    { primary: red, error: red, warning: red, info: red, success: red },
    { light: '/branding/background-light?v=1', dark: undefined },
  )
  const [light, dark] = sheet.split('@media') as [string, string]
  expect(light).toContain('--primary:#ff0000;--on-primary:#000000')
  expect(light).toContain('--page-image:url("/branding/background-light?v=1")')
  expect(dark).toContain('(prefers-color-scheme:dark)')
  expect(dark).toContain('--page-image:none')
})
