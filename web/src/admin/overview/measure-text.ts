import type { components } from '../api/generated/schema'
import { bytesText, numberText } from '../controls/amounts'

export type MeasureUnit = components['schemas']['Measure']['unit']

const MS_PER_S = 1_000
/** From so many of the smaller one on, the larger unit is shown. */
const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A measured value as people read it. */
export function measureText(value: number, unit: MeasureUnit, language: string): string {
  if (unit === 'bytes') return bytesText(value, language)
  if (unit === 'seconds') return secondsText(value, language)
  if (unit === 'share')
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value)
  return numberText(Math.round(value * 100) / 100, language)
}

/** A length of time in the unit that fits it (s). */
export function secondsText(seconds: number, language: string): string {
  const [unit, length] = STEPS.find(([, least]) => seconds >= least) ?? ['millisecond', 1 / MS_PER_S]
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, format).format(seconds / length)
}
