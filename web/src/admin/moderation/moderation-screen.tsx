import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { type Report, reasonName } from './report'
import { ReportDialog } from './report-dialog'
import { Subject } from './subject'

function loadReports(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state']) }
  return dataOf(api.GET('/admin/v1/reports', { params: { query } }))
}

/** What members have reported, and what became of it. */
export function ModerationScreen() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const [open, setOpen] = useState<Report>()
  const columns = useColumns(setOpen)
  return (
    <section className="screen">
      <ScreenHead title={t('place.moderation')} lead={t('moderation.lead')} />
      <List
        queryKey={['reports']}
        caption={t('place.moderation')}
        columns={columns}
        idOf={({ id }) => String(id)}
        load={loadReports}
        views={[
          { name: t('views.all'), search: {} },
          { name: t('moderation.open'), search: { state: 'open' } },
        ]}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['state']}
            options={[
              { value: 'open', name: t('moderation.open') },
              { value: 'resolved', name: t('moderation.resolved') },
            ]}
            onChange={(state) => change({ state })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="flag"
            title={t(isNarrowed ? 'list.noMatch' : 'moderation.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'moderation.noneLead')}
          />
        )}
      />
      <ReportDialog report={open} onClose={() => setOpen(undefined)} />
    </section>
  )
}

function useColumns(onOpen: (report: Report) => void): readonly Column<Report>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'reason',
        name: t('moderation.reason'),
        cell: (report) => (
          <button type="button" className="link-button row-link" onClick={() => onOpen(report)}>
            {reasonName(report.reasonType)}
          </button>
        ),
      },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state }) => (
          <Badge tone={state === 'open' ? 'warning' : 'success'}>{t(`moderation.${state}`)}</Badge>
        ),
      },
      { id: 'subject', name: t('moderation.subject'), cell: ({ subject }) => <Subject subject={subject} /> },
      {
        id: 'text',
        name: t('moderation.text'),
        cell: ({ reason }) => reason && <span className="clipped">{reason}</span>,
      },
      {
        id: 'forwarding',
        name: t('moderation.forwarding'),
        cell: ({ forwarding }) => t(`forwarding.${forwarding}`),
      },
      { id: 'createdAt', name: t('audit.at'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
    ],
    [t, onOpen],
  )
}
