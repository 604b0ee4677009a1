import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import type { BulkJob, BulkRow } from './bulk-job'
import { OutcomeBadge } from './outcomes'

/** Rows of work on many accounts, and what became of each; of a dry run, what would. */
export function BulkRows({ job }: { readonly job: BulkJob }) {
  const { t, nameOf } = useTexts()
  const { search, change } = useScreenSearch()
  const columns = useColumns(job.kind === 'orders' || job.kind === 'identities')
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['outcome']) }
    return dataOf(api.GET('/admin/v1/bulk/{job}/rows', { params: { path: { job: job.id }, query } }))
  }
  return (
    <List
      queryKey={['bulk', 'rows', job.id]}
      caption={t('bulk.rowsTitle')}
      columns={columns}
      idOf={({ number }) => String(number)}
      load={load}
      filters={
        <Facet
          label={t('bulk.outcomes')}
          value={search['outcome']}
          options={Object.keys(job.outcomes).map((outcome) => ({
            value: outcome,
            name: nameOf('bulk.outcome', outcome),
          }))}
          onChange={(outcome) => change({ outcome })}
        />
      }
      empty={() => <EmptyState icon="people" title={t('list.noMatch')} lead={t('list.noMatchLead')} />}
    />
  )
}

function useColumns(isOrders: boolean): readonly Column<BulkRow>[] {
  const { t } = useTexts()
  return useMemo(() => {
    const columns: (Column<BulkRow> | false)[] = [
      { id: 'number', name: t('bulk.row'), cell: ({ number }) => number },
      {
        id: 'outcome',
        name: t('bulk.outcomes'),
        cell: ({ outcome }) => outcome !== undefined && <OutcomeBadge outcome={outcome} />,
      },
      !isOrders && {
        id: 'handle',
        name: t('accounts.handle'),
        // An account that is to move here is elsewhere.
        cell: ({ input, did, handle = input['account'] ?? input['handle'] }) =>
          did === undefined || input['account'] !== undefined ? (
            handle
          ) : (
            <LinkToAccount did={did} name={handle} />
          ),
      },
      !isOrders && { id: 'email', name: t('accounts.email'), cell: ({ input }) => input['email'] },
      isOrders && {
        id: 'did',
        name: t('roles.who'),
        cell: ({ input, did }) => <LinkToAccount did={did ?? input['did'] ?? ''} />,
      },
      { id: 'detail', name: t('bulk.detail'), cell: ({ detail }) => detail },
    ]
    return columns.filter((column) => column !== false)
  }, [t, isOrders])
}
