/** Years that the database can tell apart, and people mean. */
const YEAR_MIN = 1970
const YEAR_MAX = 9999

const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d{1,6}Z$/

/** The time in a parameter (ISO 8601), in ms since the epoch; undefined if it is none, or one that nobody means. */
export function readTime(text: string): number | undefined {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return undefined
  const year = new Date(ms).getUTCFullYear()
  return year >= YEAR_MIN && year <= YEAR_MAX ? ms : undefined
}

/** Whether a text is a time as cursors have it: to the microsecond, and one that is in the calendar. */
export function isTimePlace(text: string): boolean {
  const [, seconds] = TIME.exec(text) ?? []
  if (seconds === undefined) return false
  const ms = readTime(`${seconds}Z`)
  return ms !== undefined && new Date(ms).toISOString().startsWith(seconds)
}
