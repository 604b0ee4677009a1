import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { ScreenHead } from '../controls/screen-head'
import type { Column } from '../list/data-table'
import { pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { useTexts } from '../texts/texts'
import type { BulkJob } from './bulk-job'
import { useBulkName } from './bulk-name'
import { EndpointChangesDialog } from './endpoint-changes-dialog'
import { BulkProgress } from './bulk-progress'
import { Outcomes } from './outcomes'

const REFRESHED_MS = 5_000

/** What was done to many accounts at a time, and the way to do more. */
export function BulkScreen() {
  const { t } = useTexts()
  const columns = useColumns()
  const may = useMay()
  const [isMoving, setMoving] = useState(false)
  const importLink = (
    <Link to="/bulk/import" className="button primary">
      {t('bulk.import')}
    </Link>
  )
  return (
    <section className="screen">
      <ScreenHead title={t('place.bulk')} lead={t('bulk.lead')}>
        {may('accounts.keys') && (
          <button type="button" className="button" onClick={() => setMoving(true)}>
            {t('bulk.identities')}
          </button>
        )}
        {importLink}
      </ScreenHead>
      <List
        queryKey={['bulk', 'list']}
        caption={t('place.bulk')}
        columns={columns}
        idOf={({ id }) => id}
        load={(search) => dataOf(api.GET('/admin/v1/bulk', { params: { query: pageOf(search) } }))}
        refreshedMs={REFRESHED_MS}
        empty={() => <EmptyState icon="upload" title={t('bulk.none')} lead={t('bulk.noneLead')} />}
      />
      <EndpointChangesDialog open={isMoving} onClose={() => setMoving(false)} />
    </section>
  )
}

function useColumns(): readonly Column<BulkJob>[] {
  const { t } = useTexts()
  const nameOf = useBulkName()
  return useMemo(
    () => [
      {
        id: 'name',
        name: t('bulk.what'),
        cell: (job) => (
          <Link to="/bulk/$id" params={{ id: job.id }} search={{}} className="row-link">
            {nameOf(job)}
          </Link>
        ),
      },
      { id: 'state', name: t('accounts.state'), cell: (job) => <BulkProgress job={job} /> },
      { id: 'outcomes', name: t('bulk.outcomes'), cell: (job) => <Outcomes job={job} /> },
      { id: 'by', name: t('audit.actor'), cell: ({ createdBy }) => <Person by={createdBy} /> },
      { id: 'createdAt', name: t('jobs.asked'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
    ],
    [t, nameOf],
  )
}
