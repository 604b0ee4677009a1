import { type Colour, contrast, mix } from './colour.js'
import { type BrandColours, lightGround, NOTICE_TINT, TEXT_CONTRAST } from './palette.js'

/** What WCAG 2 asks of what is no text but has to be seen, such as a button (AA, 1.4.11). */
export const SHAPE_CONTRAST = 3

/** How well a colour stands out from what it is on. */
export interface ContrastMeasure {
  readonly colour: keyof BrandColours
  /** what it is on, in the light theme */
  readonly on: 'page' | 'card' | 'notice'
  /** 1 to 21 */
  readonly ratio: number
  /** that it has to be at least */
  readonly wanted: number
  readonly isEnough: boolean
}

/**
 * Measures colours as they were chosen. Pages move a colour that cannot be read until it can be, so that nothing is
 * ever unreadable; but whoever chooses one is to see it, not another. The dark theme is made of the light one.
 */
export function measurePalette({ primary, ...notices }: BrandColours): ContrastMeasure[] {
  const { page, card } = lightGround()
  const shapes = [
    measure('primary', primary, 'page', page, SHAPE_CONTRAST),
    measure('primary', primary, 'card', card, SHAPE_CONTRAST),
  ]
  const texts = Object.entries(notices).flatMap(([name, colour]) => {
    const of = (on: ContrastMeasure['on'], ground: Colour) =>
      measure(name as keyof BrandColours, colour, on, ground, TEXT_CONTRAST)
    return [of('page', page), of('card', card), of('notice', mix(card, colour, NOTICE_TINT))]
  })
  return [...shapes, ...texts]
}

function measure(
  colour: keyof BrandColours,
  value: Colour,
  on: ContrastMeasure['on'],
  ground: Colour,
  wanted: number,
): ContrastMeasure {
  const ratio = contrast(value, ground)
  return { colour, on, ratio, wanted, isEnough: ratio >= wanted }
}
