/** A colour of the screen: red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number]

export const BLACK: Colour = [0, 0, 0]
export const WHITE: Colour = [255, 255, 255]

const SHORT_HEX = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i
const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i
const RGB = /^rgb\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*\)$/i
const CHANNEL_MAX = 255
/** How finely a colour is moved towards black or white. */
const STEPS = 100

/** Reads `#rgb`, `#rrggbb` or `rgb(r, g, b)`; undefined when the text is none of them. */
export function parseColour(text: string): Colour | undefined {
  const short = SHORT_HEX.exec(text)
    ?.slice(1)
    .map((digit) => `${digit}${digit}`)
  const hex = short ?? HEX.exec(text)?.slice(1)
  const channels = hex
    ? hex.map((digits) => Number.parseInt(digits, 16))
    : RGB.exec(text)?.slice(1).map(Number)
  if (!channels || channels.some((value) => value > CHANNEL_MAX)) return undefined
  return channels as unknown as Colour
}

/** As style sheets have it: `#rrggbb`. */
export function formatColour(colour: Colour): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** The contrast ratio of two colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [first, second] = [luminance(one), luminance(other)]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

/** A colour between two. @param share how much of the second, 0 to 1 */
export function mix(one: Colour, other: Colour, share: number): Colour {
  return one.map((value, at) => Math.round(value + (other[at]! - value) * share)) as unknown as Colour
}

/** Black or white, whichever can be read better on a colour; the ratio is always above 4.5. */
export function textOn(background: Colour): Colour {
  return contrast(WHITE, background) >= contrast(BLACK, background) ? WHITE : BLACK
}

/**
 * The colour nearest to one that stands out from all backgrounds: moved towards `end`, no further than it must.
 * @param end black or white; it stands out from all of them itself
 * @param ratio contrast that is wanted
 */
export function standingOut(
  colour: Colour,
  backgrounds: readonly Colour[],
  end: Colour,
  ratio: number,
): Colour {
  for (let step = 0; step < STEPS; step++) {
    const moved = mix(colour, end, step / STEPS)
    if (backgrounds.every((background) => contrast(moved, background) >= ratio)) return moved
  }
  return end
}

/** How bright each value of a channel is, as WCAG 2 counts it: there are few of them, and palettes ask often. */
const BRIGHTNESS = Array.from({ length: CHANNEL_MAX + 1 }, (_each, value) => {
  const part = value / CHANNEL_MAX
  return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
})

/** Relative luminance, 0 to 1 (WCAG 2). */
function luminance([red, green, blue]: Colour): number {
  return 0.2126 * BRIGHTNESS[red]! + 0.7152 * BRIGHTNESS[green]! + 0.0722 * BRIGHTNESS[blue]!
}
