import { useTranslation } from 'react-i18next'

/** How numbers are written in the language of the page. */
export interface Numbers {
  readonly whole: (value: number) => string
  /** such as `30 days` */
  readonly days: (value: number) => string
}

/** Numbers, with all forms that a language has for them. */
export function useNumbers(): Numbers {
  const { language } = useTranslation().i18n
  const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  const whole = new Intl.NumberFormat(language)
  return { whole: (value) => whole.format(value), days: (value) => days.format(value) }
}
