const ASCII = /^[\0-\x7f]*$/

let segmenter: Intl.Segmenter | undefined

/**
 * Counts the grapheme clusters of a text.
 * @param enough the count may stop above this number, since a caller with a limit need not know by how much a text
 * exceeds it
 */
export function countGraphemes(text: string, enough: number): number {
  // in ASCII only a line break of two characters is one cluster
  if (ASCII.test(text)) return text.includes('\r\n') ? text.replaceAll('\r\n', '\n').length : text.length
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let count = 0
  for (const _ of segmenter.segment(text)) {
    count += 1
    if (count > enough) break
  }
  return count
}
