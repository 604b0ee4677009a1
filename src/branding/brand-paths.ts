import { type Colour, formatColour, parseColour } from './colour.js'
import { iconOf } from './icon.js'
import { type BrandColours, themeSheet } from './palette.js'

/** Below it lie the style sheet and the pictures. */
export const BRANDING_ROOT = 'branding'

/** Pictures behind pages: paths below {@link BRANDING_ROOT}. */
export interface BackgroundPaths {
  readonly light: string | undefined
  readonly dark: string | undefined
}

/** The colours of a sheet in the order of its address. */
const ORDER = ['primary', 'error', 'warning', 'info', 'success'] as const
const BACKGROUND = /^(assets\/[\w-]{43}|background-(light|dark)\?v=[\w-]{12})$/

type Query = Readonly<Record<string, unknown>>

/**
 * The path of a style sheet. It says all that is in the sheet: every node makes the same of it, whatever it has heard
 * of, and a new look has another address.
 */
export function sheetPathOf(colours: BrandColours, { light, dark }: BackgroundPaths): string {
  const search = new URLSearchParams({
    c: ORDER.map((name) => hexOf(colours[name])).join('-'),
    ...(light !== undefined && { l: light }),
    ...(dark !== undefined && { d: dark }),
  })
  return `/${BRANDING_ROOT}/theme.css?${search.toString()}`
}

/** The style sheet that such a path stands for; undefined if it is none. */
export function sheetAt({ c, l, d }: Query): string | undefined {
  const colours = typeof c === 'string' ? c.split('-').map((hex) => parseColour(`#${hex}`)) : []
  if (colours.length !== ORDER.length || colours.some((colour) => colour === undefined)) return undefined
  if (!isBackground(l) || !isBackground(d)) return undefined
  const named = Object.fromEntries(ORDER.map((name, at) => [name, colours[at]!]))
  return themeSheet(named as unknown as BrandColours, { light: pathOf(l), dark: pathOf(d) })
}

/** The path of an icon, which says all that is in it. */
export function iconPathOf(name: string, colour: Colour): string {
  const [initial = ''] = /[\p{L}\p{N}]/u.exec(name) ?? []
  return `/${BRANDING_ROOT}/icon.svg?${new URLSearchParams({ c: hexOf(colour), n: initial }).toString()}`
}

/** The icon that such a path stands for; undefined if it is none. */
export function iconAt({ c, n }: Query): string | undefined {
  const colour = typeof c === 'string' ? parseColour(`#${c}`) : undefined
  return colour && typeof n === 'string' ? iconOf(n, colour) : undefined
}

/** The path of a picture on this server. */
export function pathOf(below: string | undefined): string | undefined {
  return below === undefined ? undefined : `/${BRANDING_ROOT}/${below}`
}

function hexOf(colour: Colour): string {
  return formatColour(colour).slice(1)
}

function isBackground(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && BACKGROUND.test(value))
}
