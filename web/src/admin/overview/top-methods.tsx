import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { secondsText } from '../controls/lengths'
import { Loaded } from '../controls/loaded'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { type Range, spanOf } from './ranges'

type Calls = components['schemas']['MethodCalls']

const REFRESHED_MS = 60_000

/** The methods that were called most, and how long that took. */
export function TopMethods({ range }: { readonly range: Range }) {
  const { t } = useTexts()
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['measures', 'methods', range],
    queryFn: () => dataOf(api.GET('/admin/v1/measures/methods', { params: { query: spanOf(range) } })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESHED_MS,
  })
  return (
    <section aria-labelledby="methods" className="part">
      <h3 id="methods">{t('methods.title')}</h3>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('charts.none')}</p>
          ) : (
            <DataTable
              caption={t('methods.title')}
              columns={columns}
              rows={data}
              idOf={({ method }) => method}
              hasPlainCells
            />
          )
        }
      </Loaded>
    </section>
  )
}

function useColumns(): readonly Column<Calls>[] {
  const { t, language } = useTexts()
  return useMemo(() => {
    const number = (value: number) => numberText(value, language)
    const time = (seconds: number) => secondsText(seconds, language)
    return [
      { id: 'method', name: t('methods.method'), cell: ({ method }) => <code>{method}</code> },
      { id: 'requests', name: t('methods.requests'), atEnd: true, cell: (row) => number(row.requests) },
      { id: 'refused', name: t('methods.refused'), atEnd: true, cell: (row) => number(row.clientErrors) },
      { id: 'failed', name: t('methods.failed'), atEnd: true, cell: (row) => number(row.serverErrors) },
      { id: 'p50', name: t('methods.p50'), atEnd: true, cell: ({ p50 }) => time(p50) },
      { id: 'p95', name: t('methods.p95'), atEnd: true, cell: ({ p95 }) => time(p95) },
      { id: 'p99', name: t('methods.p99'), atEnd: true, cell: ({ p99 }) => time(p99) },
    ]
  }, [t, language])
}
