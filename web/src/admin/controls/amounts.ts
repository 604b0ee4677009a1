import { numberFormat } from './formats'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const STEP = 1_000

/** As people enter amounts of data. */
export const BYTES_PER_MEGABYTE = STEP ** 2

/** An amount of data (bytes) in words. */
export function bytesText(bytes: number, language: string): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), UNITS.length - 1)
  const format = {
    style: 'unit',
    unit: UNITS[power]!,
    // In short, none and many would be one "byte" as well.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const
  return new Intl.NumberFormat(language, format).format(bytes / STEP ** power)
}

/** A number as people read it. */
export function numberText(value: number, language: string): string {
  return numberFormat(language).format(value)
}
