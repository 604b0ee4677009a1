/** In the order in which they are looked for: most claim to be others as well. */
const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/.*\bSafari\//],
]
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iPhone or iPad', /\b(iPhone|iPad|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\b(Macintosh|Mac OS X)\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
]
/** Programs that are no browsers begin with their name: `okhttp/4.9.3`. */
const PRODUCT = /^([A-Za-z][\w .-]{0,39}?)\//
/** Of a program that says only what it is. */
const NAME_LENGTH_MAX = 80

/** What a browser is, and what it runs on, as far as it says. */
export interface BrowserTraits {
  readonly browser: string | undefined
  readonly system: string | undefined
}

/** What the header `User-Agent` says in names that people know; of other programs, the name they begin with. */
export function browserTraits(userAgent = ''): BrowserTraits {
  const product = PRODUCT.exec(userAgent)?.[1]
  return {
    browser: nameIn(BROWSERS, userAgent) ?? (product === 'Mozilla' ? undefined : product),
    system: nameIn(SYSTEMS, userAgent),
  }
}

/** What people call a browser, such as `Firefox on Linux`; of other programs, the beginning of what they say. */
export function browserName(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined
  const browser = nameIn(BROWSERS, userAgent)
  const system = nameIn(SYSTEMS, userAgent)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? userAgent.slice(0, NAME_LENGTH_MAX)
}

function nameIn(names: typeof BROWSERS, userAgent: string): string | undefined {
  return names.find(([, sign]) => sign.test(userAgent))?.[0]
}
