/** Letters that stand for several in ASCII, which taking the accents off does not find out. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', å: 'a' },
  ...{ đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ŋ: 'n', ħ: 'h' },
}

const ACCENTS = /\p{Mark}/gu
// eslint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\u0000-\u007f]/g

/** A text in the letters of ASCII: `Müller` becomes `Mueller`, `Léa` becomes `Lea`; what has no such letter is left out. */
export function asciiOf(text: string): string {
  const spelled = [...text.normalize('NFC')].map((letter) => {
    const known = SPELLED[letter.toLowerCase()]
    if (known === undefined) return letter
    return letter === letter.toLowerCase() ? known : `${known[0]!.toUpperCase()}${known.slice(1)}`
  })
  return spelled.join('').normalize('NFKD').replace(ACCENTS, '').replace(BEYOND_ASCII, '')
}

/** A text as a label of a host name: small letters of ASCII, digits, and one hyphen for whatever was in between. */
export function slugOf(text: string): string {
  return asciiOf(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** What stands before the last `@` of an address; the whole text if there is none. */
export function localPartOf(text: string): string {
  const at = text.lastIndexOf('@')
  return at < 0 ? text : text.slice(0, at)
}
