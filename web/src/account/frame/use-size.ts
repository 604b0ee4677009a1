import { useTranslation } from 'react-i18next'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const STEP = 1000

/** Says how large something is, in the language of the page. */
export function useSize(): (bytes: number) => string {
  const { i18n } = useTranslation()
  return (bytes) => {
    const step = bytes === 0 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(STEP)), UNITS.length - 1)
    const format = new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit: UNITS[step]!,
      unitDisplay: 'short',
      maximumFractionDigits: step < 2 ? 0 : 1,
    })
    return format.format(bytes / STEP ** step)
  }
}
