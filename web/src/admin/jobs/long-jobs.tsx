import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { JobProgress } from './job-progress'
import type { LongJob } from './long-job'

const STATES = ['waiting', 'active', 'done', 'failed', 'cancelled']
const REFRESHED_MS = 3_000

function loadJobs(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state', 'kind']) }
  return dataOf(api.GET('/admin/v1/jobs', { params: { query } }))
}

/** Work that people have asked for, the latest first. */
export default function LongJobs() {
  const { t, nameOf } = useTexts()
  const { search, change } = useScreenSearch()
  return (
    <List
      queryKey={['jobs', 'list']}
      caption={t('jobs.tab.asked')}
      columns={useColumns()}
      idOf={({ id }) => id}
      load={loadJobs}
      refreshedMs={REFRESHED_MS}
      filters={
        <Facet
          label={t('accounts.state')}
          value={search['state']}
          options={STATES.map((state) => ({ value: state, name: nameOf('jobs.state', state) }))}
          onChange={(state) => change({ state })}
        />
      }
      empty={(isNarrowed) => (
        <EmptyState
          icon="jobs"
          title={t(isNarrowed ? 'list.noMatch' : 'jobs.noneAsked')}
          lead={t(isNarrowed ? 'list.noMatchLead' : 'jobs.noneAskedLead')}
        />
      )}
    />
  )
}

function useColumns(): readonly Column<LongJob>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'kind',
        name: t('jobs.name'),
        cell: ({ id, kind }) => (
          <Link to="/jobs/$id" params={{ id }} search={{}} className="row-link">
            {nameOf('jobs.kind', kind)}
          </Link>
        ),
      },
      { id: 'state', name: t('accounts.state'), cell: (job) => <JobProgress job={job} /> },
      { id: 'by', name: t('audit.actor'), cell: ({ requestedBy }) => <Person by={requestedBy} /> },
      { id: 'createdAt', name: t('jobs.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'failure',
        name: t('jobs.failure'),
        cell: ({ failure }) => failure && <span className="clipped">{failure}</span>,
      },
    ],
    [t, nameOf],
  )
}
