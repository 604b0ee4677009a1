import type { PlaceView } from './portal-state.js'

/** What names a browser; those that also name another one come before it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac ?OS ?X?\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

/** Applications that are no browsers begin with their name: `okhttp/4.9.3`. */
const PRODUCT = /^([A-Za-z][\w .-]{0,39}?)\//

/** The header `User-Agent` in words, as far as it has any; where it came from. */
export function placeOf(userAgent: string | undefined, ip: string | undefined): PlaceView {
  const text = userAgent ?? ''
  const known = BROWSERS.find(([pattern]) => pattern.test(text))?.[1]
  const product = PRODUCT.exec(text)?.[1]
  return {
    ip,
    browser: known ?? (product === 'Mozilla' ? undefined : product),
    system: SYSTEMS.find(([pattern]) => pattern.test(text))?.[1],
  }
}
