import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { numberText } from '../controls/amounts'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { NewWebhookDialog } from './new-webhook-dialog'
import type { Webhook } from './webhook'
import { WebhookState } from './webhook-state'

/** Other programs that are told what happens here. */
export function WebhooksScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const columns = useColumns()
  const query = useQuery({ queryKey: ['webhooks'], queryFn: () => dataOf(api.GET('/admin/v1/webhooks')) })
  return (
    <section className="screen">
      <ScreenHead title={t('place.webhooks')} lead={t('webhooks.lead')}>
        {may('webhooks.manage') && (
          <button type="button" className="button primary" onClick={() => setMaking(true)}>
            {t('webhooks.new')}
          </button>
        )}
      </ScreenHead>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="hook" title={t('webhooks.none')} lead={t('webhooks.noneLead')} />
          ) : (
            <DataTable caption={t('place.webhooks')} columns={columns} rows={data} idOf={({ id }) => id} />
          )
        }
      </Loaded>
      <NewWebhookDialog open={isMaking} onClose={() => setMaking(false)} />
    </section>
  )
}

function useColumns(): readonly Column<Webhook>[] {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      {
        id: 'url',
        name: t('webhooks.url'),
        cell: ({ id, url, description }) => (
          <>
            <Link to="/webhooks/$id" params={{ id }} search={{}} className="row-link">
              {description || url}
            </Link>
            {description && (
              <>
                <br />
                <code>{url}</code>
              </>
            )}
          </>
        ),
      },
      { id: 'state', name: t('accounts.state'), cell: (webhook) => <WebhookState webhook={webhook} /> },
      {
        id: 'events',
        name: t('webhooks.events'),
        atEnd: true,
        cell: ({ events }) => numberText(events.length, language),
      },
      { id: 'createdAt', name: t('invites.created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
    ],
    [t, language],
  )
}
