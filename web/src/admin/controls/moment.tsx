import { useTexts } from '../texts/texts'
import { distanceFormat, timeFormat } from './formats'
import { useMinutes } from './minutes'

const MINUTE_S = 60
const HOUR_S = 60 * MINUTE_S
const DAY_S = 24 * HOUR_S

/** The largest unit that a time is away at least once of. */
const UNITS = [
  ['year', 365 * DAY_S],
  ['month', 30 * DAY_S],
  ['day', DAY_S],
  ['hour', HOUR_S],
  ['minute', MINUTE_S],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]

/** How long until a time (s), in words; negative: ago. */
export function relativeText(seconds: number, language: string): string {
  const format = distanceFormat(language)
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  }
  return format.format(0, 'second')
}

/** A time (ISO 8601) as people read it in full. */
export function absoluteText(at: string, language: string): string {
  return timeFormat(language).format(new Date(at))
}

/** A time, as far away as it is, from minute to minute; its title is the time itself. */
export function Moment({ at }: { readonly at: string }) {
  const { language } = useTexts()
  useMinutes()
  const seconds = (Date.parse(at) - Date.now()) / 1_000
  return (
    <time dateTime={at} title={absoluteText(at, language)}>
      {relativeText(seconds, language)}
    </time>
  )
}
