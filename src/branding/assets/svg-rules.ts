const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** What drawings are made of here. Nothing runs, moves, or comes from elsewhere. */
export const ELEMENTS = words(`
  svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
  linearGradient radialGradient stop clipPath mask pattern`)

/** Elements whose texts are kept. */
export const WITH_TEXT = words('title desc text tspan')

/** Elements that say how a drawing looks and cannot be left out without changing it. */
export const NEEDED_BUT_REFUSED = words('style image foreignObject filter')

/** Attributes that only say where and how something is drawn. */
export const ATTRIBUTES = words(`
  id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate transform offset pathLength
  preserveAspectRatio gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits
  patternUnits patternContentUnits patternTransform textLength lengthAdjust version role aria-label aria-hidden`)

/** The same, but also allowed in a `style`. */
export const PRESENTATION = words(`
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask stop-color stop-opacity
  font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing word-spacing
  paint-order vector-effect shape-rendering text-rendering overflow`)

/** A reference to something in the same drawing. */
export const LOCAL = /^#[\w-]+$/

/** A value that refers to nothing but parts of the same drawing, and holds no escapes that could hide something. */
export function isHarmless(value: string): boolean {
  if (/[\\<>]|&#|javascript:|data:|expression|@import/i.test(value)) return false
  return value.replace(/url\(\s*(["']?)#[\w-]+\1\s*\)/g, '').search(/url\s*\(/i) < 0
}
