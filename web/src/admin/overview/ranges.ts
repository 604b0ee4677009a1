const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How far back charts go, and how fine they are. */
export const RANGES = {
  hour: { lengthMs: HOUR_MS, bucket: 'minute' },
  day: { lengthMs: DAY_MS, bucket: 'hour' },
  month: { lengthMs: 30 * DAY_MS, bucket: 'day' },
  year: { lengthMs: 365 * DAY_MS, bucket: 'day' },
} as const
export type Range = keyof typeof RANGES

/** The range that an address names; a day unless it names one. */
export function rangeIn(text: string | undefined): Range {
  return (Object.keys(RANGES) as Range[]).find((name) => name === text) ?? 'day'
}

/** From when to when it is, now (ISO 8601). */
export function spanOf(range: Range): { readonly from: string; readonly to: string } {
  const to = new Date()
  return { from: new Date(to.getTime() - RANGES[range].lengthMs).toISOString(), to: to.toISOString() }
}
