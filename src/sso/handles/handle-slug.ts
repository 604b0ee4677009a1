/** Letters that are written as others where there is no more than ASCII; what is left of the rest is without its marks. */
const WRITTEN: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'aa',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** Text in ASCII, as far as it can be written so. */
export function asciiOf(text: string): string {
  const written = [...text.normalize('NFC')]
    .map((letter) => {
      const lower = letter.toLowerCase()
      return WRITTEN[lower] ?? letter
    })
    .join('')
  return written
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '')
}

/** What can stand in front of a domain: letters, digits and single hyphens, none at either end. */
export function slugOf(text: string): string {
  return asciiOf(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
