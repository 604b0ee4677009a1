import type { components } from '../api/generated/schema'
import { bytesText, numberText } from '../controls/amounts'
import { secondsText } from '../controls/lengths'

export type MeasureUnit = components['schemas']['Measure']['unit']

/** A measured value as people read it. */
export function measureText(value: number, unit: MeasureUnit, language: string): string {
  if (unit === 'bytes') return bytesText(value, language)
  if (unit === 'seconds') return secondsText(value, language)
  if (unit === 'share')
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value)
  return numberText(Math.round(value * 100) / 100, language)
}
