import type { components } from '../api/generated/schema'
import { useTexts } from '../texts/texts'
import { measureText, type MeasureUnit } from './measure-text'

interface ChartTableProps {
  readonly name: string
  readonly unit: MeasureUnit
  readonly points: readonly components['schemas']['MeasurePoint'][]
  readonly bucket: components['schemas']['Measures']['bucket']
}

/** What a chart shows, for those who want to read it. */
export function ChartTable({ name, unit, points, bucket }: ChartTableProps) {
  const { t, language } = useTexts()
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'short',
    ...(bucket !== 'day' && { timeStyle: 'short' as const }),
  })
  return (
    <details className="chart-table">
      <summary>
        {t('charts.table')}
        <span className="hidden-text">: {name}</span>
      </summary>
      <table>
        <caption className="hidden-text">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('charts.value')}</th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map(({ at, value }) => (
            <tr key={at}>
              <th scope="row">{format.format(new Date(at))}</th>
              <td>{measureText(value, unit, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
