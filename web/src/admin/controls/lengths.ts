const MS_PER_S = 1_000
/** From so many of the smaller one on, the larger unit is shown. */
const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** A length of time in the unit that fits it (s). */
export function secondsText(seconds: number, language: string): string {
  const [unit, length] = STEPS.find(([, least]) => seconds >= least) ?? ['millisecond', 1 / MS_PER_S]
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(language, format).format(seconds / length)
}
