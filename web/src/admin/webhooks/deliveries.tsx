import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import { useProblemText } from '../controls/use-problem-text'
import { useAnnounce } from '../frame/announcements'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { type Search, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import type { Delivery } from './webhook'

const STATES = ['waiting', 'delivered', 'dead']
const TONES: Readonly<Record<string, string>> = { waiting: 'info', delivered: 'success', dead: 'error' }
const REFRESHED_MS = 5_000

/** What a webhook was told, the latest first, and what waits. */
export function Deliveries({ id }: { readonly id: string }) {
  const { t, nameOf } = useTexts()
  const { search, change } = useScreenSearch()
  const columns = useColumns(useRedelivery(id))
  const load = (asked: Search) => {
    const query = { ...pageOf(asked), ...filtersOf(asked, ['state']) }
    return dataOf(api.GET('/admin/v1/webhooks/{id}/deliveries', { params: { path: { id }, query } }))
  }
  return (
    <section aria-labelledby="deliveries" className="part">
      <h2 id="deliveries">{t('webhooks.deliveries')}</h2>
      <List
        queryKey={['webhooks', id, 'deliveries']}
        caption={t('webhooks.deliveries')}
        columns={columns}
        idOf={(delivery) => delivery.id}
        load={load}
        refreshedMs={REFRESHED_MS}
        filters={
          <Facet
            label={t('accounts.state')}
            value={search['state']}
            options={STATES.map((state) => ({ value: state, name: nameOf('webhooks.state', state) }))}
            onChange={(state) => change({ state })}
          />
        }
        empty={(isNarrowed) => (
          <EmptyState
            icon="hook"
            title={t(isNarrowed ? 'list.noMatch' : 'webhooks.noDeliveries')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'webhooks.noDeliveriesLead')}
          />
        )}
      />
    </section>
  )
}

/** Tells the webhook once more; absent: nobody may. */
function useRedelivery(id: string): ((delivery: Delivery) => void) | undefined {
  const { t } = useTexts()
  const may = useMay()
  const announce = useAnnounce()
  const client = useQueryClient()
  const textOf = useProblemText()
  const redeliver = useCallback(
    (delivery: Delivery) => {
      const params = { path: { id, delivery: delivery.id } }
      dataOf<unknown>(
        api.POST('/admin/v1/webhooks/{id}/deliveries/{delivery}/redeliver', { params, headers: onceOnly() }),
      ).then(
        () => {
          announce(t('webhooks.redeliverDone'))
          void client.invalidateQueries({ queryKey: ['webhooks', id] })
        },
        (error: unknown) => announce(textOf(error), 'error'),
      )
    },
    [id, announce, client, t, textOf],
  )
  return may('webhooks.manage') ? redeliver : undefined
}

function useColumns(onRedeliver: ((delivery: Delivery) => void) | undefined): readonly Column<Delivery>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      { id: 'type', name: t('webhooks.event'), cell: ({ type }) => <code>{type}</code> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ state, status, error }) => (
          <span className="joined">
            <Badge tone={TONES[state] ?? 'quiet'}>{nameOf('webhooks.state', state)}</Badge>
            {status !== undefined && <code>{status}</code>}
            {error !== undefined && <span className="clipped">{error}</span>}
          </span>
        ),
      },
      { id: 'attempts', name: t('jobs.attempts'), atEnd: true, cell: ({ attempts }) => attempts },
      { id: 'createdAt', name: t('audit.at'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        id: 'dueAt',
        name: t('webhooks.due'),
        cell: ({ dueAt }) => dueAt !== undefined && <Moment at={dueAt} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (delivery) =>
          onRedeliver && (
            <RowAction
              name={t('webhooks.redeliver')}
              of={`${delivery.type} ${delivery.id}`}
              onClick={() => onRedeliver(delivery)}
            />
          ),
      },
    ],
    [t, nameOf, onRedeliver],
  )
}
