import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import type { SeenConnection, Trace } from './connection'
import { TraceDialog } from './trace-dialog'

const REFRESHED_MS = 15_000

/** What became of sign-ins with a connection, with what the provider has said of whoever signed in. */
export default function Traces({ seen }: { readonly seen: SeenConnection }) {
  const { t } = useTexts()
  const { id } = seen.connection
  const { search, change } = useScreenSearch()
  const [open, setOpen] = useState<Trace>()
  const columns = useColumns(setOpen)
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['outcome']) }
    return dataOf(api.GET('/admin/v1/sso/connections/{id}/traces', { params: { path: { id }, query } }))
  }
  return (
    <>
      <List
        queryKey={['connections', id, 'traces']}
        caption={t('sso.tab.traces')}
        columns={columns}
        idOf={(trace) => trace.id}
        load={load}
        refreshedMs={REFRESHED_MS}
        filters={
          <Facet
            label={t('audit.outcome')}
            value={search['outcome']}
            options={[
              { value: 'done', name: t('sso.done') },
              { value: 'failed', name: t('sso.failed') },
            ]}
            onChange={(outcome) => change({ outcome })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="door"
            title={t(isNarrowed ? 'list.noMatch' : 'sso.noTraces')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'sso.noTracesLead')}
          />
        )}
      />
      <TraceDialog seen={seen} trace={open} onClose={() => setOpen(undefined)} />
    </>
  )
}

function useColumns(onOpen: (trace: Trace) => void): readonly Column<Trace>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'purpose',
        name: t('sso.purpose'),
        cell: (trace) => (
          <button type="button" className="link-button row-link" onClick={() => onOpen(trace)}>
            {nameOf('sso.purposeOf', trace.purpose)}
          </button>
        ),
      },
      {
        id: 'outcome',
        name: t('audit.outcome'),
        cell: ({ outcome, code }) => (
          <span className="joined">
            <Badge tone={outcome === 'done' ? 'success' : 'error'}>
              {t(outcome === 'done' ? 'sso.done' : 'sso.failed')}
            </Badge>
            {code !== undefined && <code>{code}</code>}
          </span>
        ),
      },
      { id: 'at', name: t('audit.at'), cell: ({ at }) => <Moment at={at} /> },
      { id: 'id', name: t('jobs.id'), cell: ({ id }) => <code>{id}</code> },
    ],
    [t, nameOf, onOpen],
  )
}
