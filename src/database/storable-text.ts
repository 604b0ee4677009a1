/** Escapes of JSON: those of NUL and of halves of pairs are what PostgreSQL takes for no text. */
const ESCAPES = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|u[0-9a-f]{4}|.)/g
const NO_TEXT = /^\\u(?:0000|d)/

/** What others have said, with signs that cannot be stored replaced by U+FFFD, wherever they are in it. */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value).replace(ESCAPES, (escape) => (NO_TEXT.test(escape) ? '\ufffd' : escape))
  return JSON.parse(json) as T
}

/** Whether a text can be stored as it is. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
