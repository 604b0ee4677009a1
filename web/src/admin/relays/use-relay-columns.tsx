import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { Spinner } from '../controls/spinner'
import { Badge } from '../controls/state-badge'
import { useProblemText } from '../controls/use-problem-text'
import type { Column } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { TroubleBadge } from './trouble-badge'

export type Crawler = components['schemas']['Crawler']

/** The columns of the table of relays. @param onAsk asks one to come; absent: whoever looks may not */
export function useRelayColumns(onAsk: ((host: string) => void) | undefined): readonly Column<Crawler>[] {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      { id: 'host', name: t('relays.host'), cell: ({ host }) => <strong>{host}</strong> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ failures, error }) =>
          failures === 0 ? (
            <Badge tone="success">{t('relays.reached')}</Badge>
          ) : (
            <span className="joined">
              <Badge tone="error">{t('relays.failed', { count: failures })}</Badge>
              {error}
            </span>
          ),
      },
      {
        id: 'asked',
        name: t('relays.asked'),
        cell: ({ askedAt }) => askedAt !== undefined && <Moment at={askedAt} />,
      },
      {
        id: 'found',
        name: t('relays.checked'),
        cell: ({ checkedAt, trouble }) =>
          checkedAt === undefined ? (
            <span className="muted">{t('relays.notChecked')}</span>
          ) : (
            <span className="joined">
              {trouble !== undefined && <TroubleBadge trouble={trouble} />}
              <Moment at={checkedAt} />
            </span>
          ),
      },
      {
        id: 'lag',
        name: t('relays.lag'),
        atEnd: true,
        cell: ({ lag }) => lag !== undefined && numberText(lag, language),
      },
      { id: 'status', name: t('relays.view'), cell: ({ host }) => <HostStatus host={host} /> },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: ({ host }) =>
          onAsk && <RowAction name={t('relays.request')} of={host} onClick={() => onAsk(host)} />,
      },
    ],
    [t, language, onAsk],
  )
}

/** What a relay says of this server. It is asked only when somebody wants to know: it belongs to others. */
function HostStatus({ host }: { readonly host: string }) {
  const { t, language } = useTexts()
  const textOf = useProblemText()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['crawlers', host, 'status'],
    queryFn: () => dataOf(api.GET('/admin/v1/crawlers/{host}/status', { params: { path: { host } } })),
    enabled: false,
    retry: false,
  })
  if (isFetching) return <Spinner />
  if (error) return <span className="muted">{textOf(error)}</span>
  if (data) {
    return (
      <span className="joined">
        {data.status}
        {data.lag !== undefined &&
          t('relays.behind', { count: data.lag, shown: numberText(data.lag, language) })}
      </span>
    )
  }
  return (
    <button
      type="button"
      className="link-button"
      aria-label={t('relays.compareHost', { host })}
      onClick={() => void refetch()}
    >
      {t('relays.compare')}
    </button>
  )
}
