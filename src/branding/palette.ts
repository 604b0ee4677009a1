import { BLACK, type Colour, formatColour, mix, standingOut, textOn, WHITE } from './colour.js'

/** The colours that an organization chooses. */
export interface BrandColours {
  readonly primary: Colour
  readonly error: Colour
  readonly warning: Colour
  readonly info: Colour
  readonly success: Colour
}

/** The colours of one theme by the name of their custom property, without its dashes. */
export type Theme = Readonly<Record<string, Colour>>

/** What everything lies on, and what is written on it; the same whatever the organization chooses. */
interface Ground {
  readonly page: Colour
  readonly card: Colour
  readonly raised: Colour
  readonly text: Colour
  readonly muted: Colour
  readonly line: Colour
  readonly control: Colour
}

const LIGHT: Ground = {
  page: [243, 244, 246],
  card: WHITE,
  raised: [247, 248, 250],
  text: [22, 24, 29],
  muted: [84, 90, 100],
  line: [221, 224, 229],
  control: [118, 125, 136],
}
const DARK: Ground = {
  page: [16, 18, 22],
  card: [27, 30, 36],
  raised: [36, 40, 48],
  text: [241, 242, 244],
  muted: [173, 180, 191],
  line: [54, 59, 68],
  control: [134, 142, 154],
}

/** What WCAG 2 asks of text (AA). */
export const TEXT_CONTRAST = 4.5
/** How much of a colour is in the ground of a notice. */
export const NOTICE_TINT = 0.1

/** What things lie on in the light theme. */
export function lightGround(): { readonly page: Colour; readonly card: Colour } {
  return LIGHT
}

/** The two themes of an organization. Whatever colours it chooses, all text can be read. */
export function themesOf(colours: BrandColours): { light: Theme; dark: Theme } {
  return { light: themeOf(colours, LIGHT, BLACK), dark: themeOf(colours, DARK, WHITE) }
}

/** @param end what colours are moved towards to stand out from the ground */
function themeOf({ primary, ...notices }: BrandColours, ground: Ground, end: Colour): Theme {
  const under = [ground.page, ground.card, ground.raised]
  const tinted = Object.entries(notices).flatMap(([name, colour]) => {
    const tint = mix(ground.card, colour, NOTICE_TINT)
    return [
      [name, standingOut(colour, [...under, tint], end, TEXT_CONTRAST)],
      [`${name}-ground`, tint],
    ] as const
  })
  return {
    ...ground,
    primary,
    'on-primary': textOn(primary),
    accent: standingOut(primary, under, end, TEXT_CONTRAST),
    ...Object.fromEntries(tinted),
  }
}

/**
 * The style sheet that holds the themes as custom properties.
 * @param images addresses of pictures behind the page by theme
 */
export function themeSheet(
  colours: BrandColours,
  images: { light: string | undefined; dark: string | undefined },
): string {
  const { light, dark } = themesOf(colours)
  const [bright, dim] = [properties(light, images.light), properties(dark, images.dark)]
  // The theme of the system, unless the page says which.
  return `:root{color-scheme:light dark;${bright}}
@media (prefers-color-scheme:dark){:root:not([data-theme]){${dim}}}
:root[data-theme="dark"]{${dim}}
`
}

function properties(theme: Theme, image: string | undefined): string {
  const colours = Object.entries(theme).map(([name, colour]) => `--${name}:${formatColour(colour)}`)
  return [...colours, `--page-image:${image === undefined ? 'none' : `url("${image}")`}`].join(';')
}
