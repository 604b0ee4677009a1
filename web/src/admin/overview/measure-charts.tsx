import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { Loaded } from '../controls/loaded'
import { Choice } from '../list/choice'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { Chart } from './chart'
import { ChartTable } from './chart-table'

type Measure = components['schemas']['Measure']
/** The time that charts are of. */
type Span = Omit<components['schemas']['Measures'], 'data'>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How far back charts go, and how fine they are. */
const RANGES = {
  hour: { lengthMs: HOUR_MS, bucket: 'minute' },
  day: { lengthMs: DAY_MS, bucket: 'hour' },
  month: { lengthMs: 30 * DAY_MS, bucket: 'day' },
  year: { lengthMs: 365 * DAY_MS, bucket: 'day' },
} as const satisfies Record<string, { lengthMs: number; bucket: Span['bucket'] }>
type Range = keyof typeof RANGES

const REFRESHED_MS = 60_000

/** What the server has counted, over time. */
export default function MeasureCharts() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const range = (Object.keys(RANGES) as Range[]).find((name) => name === search['range']) ?? 'day'
  const query = useQuery({
    queryKey: ['measures', range],
    queryFn: () => loadMeasures(range),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESHED_MS,
  })
  return (
    <section aria-labelledby="charts">
      <div className="part-head">
        <h2 id="charts">{t('charts.title')}</h2>
        <Choice
          label={t('charts.range')}
          value={range}
          options={(Object.keys(RANGES) as Range[]).map((name) => ({
            value: name,
            name: t(`charts.${name}`),
          }))}
          onChange={(next) => change({ range: next === 'day' ? undefined : next })}
        />
      </div>
      <Loaded query={query}>
        {({ data, ...span }) => (
          <ul className="charts">
            {data.map((measure) => (
              <MeasureCard key={measure.key} measure={measure} span={span} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

function loadMeasures(range: Range) {
  const { lengthMs, bucket } = RANGES[range]
  const to = new Date()
  const from = new Date(to.getTime() - lengthMs)
  const query = { from: from.toISOString(), to: to.toISOString(), bucket }
  return dataOf(api.GET('/admin/v1/measures', { params: { query } }))
}

function MeasureCard({ measure, span }: { readonly measure: Measure; readonly span: Span }) {
  const { t, language } = useTexts()
  const { key, help, total, previousTotal, data } = measure
  const name = t(`measure.${key.replace('.', '_') as 'accounts_total'}`)
  const [now, before] = [numberText(total, language), numberText(previousTotal, language)]
  return (
    <li className="panel chart-card">
      <h3 title={help}>{name}</h3>
      <p>
        <span className="total-value">{now}</span>{' '}
        <span className="muted">{t('charts.before', { before })}</span>
      </p>
      {data.length === 0 ? (
        <p className="muted chart-none">{t('charts.none')}</p>
      ) : (
        <>
          <Chart
            points={data}
            kind={measure.kind}
            {...span}
            label={t('charts.label', { name, now, before })}
          />
          <ChartTable name={name} points={data} bucket={span.bucket} />
        </>
      )}
    </li>
  )
}
