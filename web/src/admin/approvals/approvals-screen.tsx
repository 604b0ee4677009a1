import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay, useMe } from '../api/me'
import { Target } from '../audit/use-audit-columns'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { RowAction } from '../controls/row-action'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import type { Approval } from './approval'
import { type Decision, DecisionDialog } from './decision-dialog'

const STATES = ['pending', 'approved', 'denied', 'expired']
const TONES: Readonly<Record<string, string>> = { pending: 'warning', approved: 'success', denied: 'error' }
const REFRESHED_MS = 15_000

function loadApprovals(search: Search) {
  const query = { ...pageOf(search), ...filtersOf(search, ['state']) }
  return dataOf(api.GET('/admin/v1/approvals', { params: { query } }))
}

/** What cannot be undone, and waits for a second person. */
export function ApprovalsScreen() {
  const { t, nameOf } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const [decision, setDecision] = useState<Decision>()
  const columns = useColumns(may('approvals.decide') ? setDecision : undefined)
  return (
    <section className="screen">
      <ScreenHead title={t('place.approvals')} lead={t('approvals.lead')} />
      <List
        queryKey={['approvals']}
        caption={t('place.approvals')}
        columns={columns}
        idOf={({ id }) => id}
        load={loadApprovals}
        refreshedMs={REFRESHED_MS}
        views={[
          { name: t('views.all'), search: {} },
          { name: t('approvals.state.pending'), search: { state: 'pending' } },
        ]}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['state']}
            options={STATES.map((state) => ({ value: state, name: nameOf('approvals.state', state) }))}
            onChange={(state) => change({ state })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="approval"
            title={t(isNarrowed ? 'list.noMatch' : 'approvals.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'approvals.noneLead')}
          />
        )}
      />
      <DecisionDialog decision={decision} onClose={() => setDecision(undefined)} />
    </section>
  )
}

function useColumns(onDecide: ((decision: Decision) => void) | undefined): readonly Column<Approval>[] {
  const { t, nameOf } = useTexts()
  const { id, type } = useMe()
  const own = id ?? type
  return useMemo(
    () => [
      { id: 'action', name: t('audit.action'), cell: ({ action }) => nameOf('approvals.action', action) },
      { id: 'target', name: t('audit.target'), cell: ({ target }) => <Target target={target} /> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state }) => <Badge tone={TONES[state] ?? 'quiet'}>{nameOf('approvals.state', state)}</Badge>,
      },
      {
        id: 'reason',
        name: t('audit.reason'),
        cell: ({ reason }) => reason && <span className="clipped">{reason}</span>,
      },
      { id: 'by', name: t('approvals.by'), cell: ({ requestedBy }) => <Person by={requestedBy} /> },
      { id: 'at', name: t('jobs.asked'), cell: ({ requestedAt }) => <Moment at={requestedAt} /> },
      {
        id: 'until',
        name: t('approvals.until'),
        cell: ({ state, expiresAt, decidedBy }) =>
          state === 'pending' ? <Moment at={expiresAt} /> : <Person by={decidedBy} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (approval) => {
          if (!onDecide || approval.state !== 'pending') return undefined
          const of = `${nameOf('approvals.action', approval.action)} ${approval.target.id}`
          const isOwn = approval.requestedBy === own
          return (
            <span className="joined">
              {!isOwn && type === 'member' && (
                <RowAction
                  name={t('approvals.approve')}
                  of={of}
                  onClick={() => onDecide({ name: 'approve', approval })}
                />
              )}
              <RowAction
                name={t(isOwn ? 'approvals.withdraw' : 'approvals.deny')}
                of={of}
                onClick={() => onDecide({ name: 'deny', approval })}
              />
            </span>
          )
        },
      },
    ],
    [t, nameOf, onDecide, own, type],
  )
}
