import { Tabs } from '@base-ui/react/tabs'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { Loaded } from '../controls/loaded'
import { Choice } from '../list/choice'
import { useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { Chart } from './chart'
import { ChartTable } from './chart-table'
import { measureText } from './measure-text'
import { type Range, rangeIn, RANGES, spanOf } from './ranges'
import { TopMethods } from './top-methods'

type Measure = components['schemas']['Measure']
type Group = Measure['group']
/** The time that charts are of. */
type Span = Omit<components['schemas']['Measures'], 'data'>

const GROUPS = ['people', 'content', 'calls', 'network', 'background', 'process'] as const satisfies Group[]
const REFRESHED_MS = 60_000

/** What the server has counted, over time: what belongs together, at a time. */
export default function MeasureCharts() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const range = rangeIn(search['range'])
  const group = GROUPS.find((name) => name === search['group']) ?? GROUPS[0]
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
      <Tabs.Root
        value={group}
        onValueChange={(next: Group) => change({ group: next === GROUPS[0] ? undefined : next })}
      >
        <Tabs.List className="tabs" aria-label={t('charts.groups')}>
          {GROUPS.map((name) => (
            <Tabs.Tab key={name} value={name} className="tab">
              {t(`charts.group.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={group} className="tab-panel">
          <GroupCharts group={group} range={range} />
          {group === 'calls' && <TopMethods range={range} />}
        </Tabs.Panel>
      </Tabs.Root>
    </section>
  )
}

function GroupCharts({ group, range }: { readonly group: Group; readonly range: Range }) {
  const query = useQuery({
    queryKey: ['measures', group, range],
    queryFn: () => {
      const asked = { ...spanOf(range), bucket: RANGES[range].bucket, group }
      return dataOf(api.GET('/admin/v1/measures', { params: { query: asked } }))
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESHED_MS,
  })
  return (
    <Loaded query={query}>
      {({ data, ...span }) => (
        <ul className="charts">
          {data.map((measure) => (
            <MeasureCard key={measure.key} measure={measure} span={span} />
          ))}
        </ul>
      )}
    </Loaded>
  )
}

function MeasureCard({ measure, span }: { readonly measure: Measure; readonly span: Span }) {
  const { t, language } = useTexts()
  const { key, help, unit, total, previousTotal, data } = measure
  const name = t(`measure.${key.replace('.', '_') as 'accounts_total'}`)
  const [now, before] = [total, previousTotal].map((value) => measureText(value, unit, language)) as [
    string,
    string,
  ]
  return (
    <li className="panel chart-card">
      <h3 title={help}>{name}</h3>
      <p>
        <span className="total-value">{now}</span>{' '}
        <span className="muted">{t('charts.before', { before })}</span>
      </p>
      {data.length === 0 ? (
        <p className="muted chart-none">{t(measure.kind === 'counter' ? 'charts.never' : 'charts.none')}</p>
      ) : (
        <>
          <Chart
            points={data}
            kind={measure.kind}
            unit={unit}
            {...span}
            label={t('charts.label', { name, now, before })}
          />
          <ChartTable name={name} unit={unit} points={data} bucket={span.bucket} />
        </>
      )}
    </li>
  )
}
