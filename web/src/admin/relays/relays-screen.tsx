import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { bytesText, numberText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { secondsText } from '../controls/lengths'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { RelayAdvice } from './relay-advice'
import { useRelayColumns } from './use-relay-columns'
import { WithheldAccounts } from './withheld-accounts'

type Reader = components['schemas']['FirehoseReader']

/** How often the stream is looked at again. */
const REFRESHED_MS = 5_000
const MS_PER_S = 1_000

/** The stream of events, who reads it, and the relays that are told of it. */
export function RelaysScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const [asked, setAsked] = useState<string>()
  return (
    <section className="screen">
      <ScreenHead title={t('place.relays')} lead={t('relays.lead')}>
        {may('crawlers.request') && (
          <button type="button" className="button primary" onClick={() => setAsking(true)}>
            {t('relays.request')}
          </button>
        )}
      </ScreenHead>
      <Stream />
      <Relays onAsk={may('crawlers.request') ? setAsked : undefined} />
      <WithheldAccounts />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('relays.request')}
        lead={t('relays.requestLead')}
        action={t('relays.request')}
        act={(_form, headers) => dataOf<unknown>(api.POST('/admin/v1/crawlers/request-crawl', { headers }))}
        done={t('relays.requestDone')}
      />
      <ConfirmDialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('relays.requestOne', { host: asked ?? '' })}
        lead={t('relays.requestOneLead')}
        action={t('relays.request')}
        act={(_form, headers) =>
          dataOf<unknown>(
            api.POST('/admin/v1/crawlers/{host}/request-crawl', {
              params: { path: { host: asked ?? '' } },
              headers,
            }),
          )
        }
        done={t('relays.requestDone')}
      />
    </section>
  )
}

function Stream() {
  const { t, language } = useTexts()
  const columns = useReaderColumns()
  const query = useQuery({
    queryKey: ['firehose'],
    queryFn: () => dataOf(api.GET('/admin/v1/firehose')),
    refetchInterval: REFRESHED_MS,
  })
  return (
    <section aria-labelledby="stream" className="part">
      <h2 id="stream">{t('relays.stream')}</h2>
      <Loaded query={query}>
        {({ head, pruned, oldestAt, retentionMs, subscribers }) => (
          <>
            <div className="panel spaced">
              <Facts>
                <Fact name={t('overview.head')}>{numberText(head, language)}</Fact>
                <Fact name={t('relays.kept')}>{numberText(head - pruned, language)}</Fact>
                <Fact name={t('relays.retention')}>
                  <span className="joined">
                    {secondsText(retentionMs / MS_PER_S, language)}
                    {oldestAt !== undefined && (
                      <span className="muted">
                        {t('relays.oldest')} <Moment at={oldestAt} />
                      </span>
                    )}
                  </span>
                </Fact>
                <Fact name={t('relays.subscribers')}>{numberText(subscribers.length, language)}</Fact>
              </Facts>
            </div>
            {subscribers.length === 0 ? (
              <EmptyState icon="wave" title={t('relays.noReaders')} lead={t('relays.noReadersLead')} />
            ) : (
              <DataTable
                caption={t('relays.subscribers')}
                columns={columns}
                rows={subscribers}
                idOf={({ ip, since, position }) => `${ip} ${since} ${position}`}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

function useReaderColumns(): readonly Column<Reader>[] {
  const { t, language } = useTexts()
  return useMemo(() => {
    const number = (value: number | undefined) => value !== undefined && numberText(value, language)
    return [
      { id: 'ip', name: t('audit.ip'), cell: ({ ip }) => <code>{ip}</code> },
      {
        id: 'agent',
        name: t('relays.agent'),
        cell: ({ userAgent }) => userAgent && <span className="clipped">{userAgent}</span>,
      },
      { id: 'since', name: t('relays.since'), cell: ({ since }) => <Moment at={since} /> },
      { id: 'position', name: t('relays.position'), atEnd: true, cell: ({ position }) => number(position) },
      { id: 'lag', name: t('relays.lag'), atEnd: true, cell: ({ lag }) => number(lag) },
      {
        id: 'bytes',
        name: t('relays.bytes'),
        atEnd: true,
        cell: ({ bytes }) => bytesText(bytes, language),
      },
      {
        id: 'rate',
        name: t('relays.rate'),
        atEnd: true,
        cell: ({ bytesPerSecond }) => t('relays.perSecond', { size: bytesText(bytesPerSecond, language) }),
      },
    ]
  }, [t, language])
}

function Relays({ onAsk }: { readonly onAsk: ((host: string) => void) | undefined }) {
  const { t } = useTexts()
  const columns = useRelayColumns(onAsk)
  const query = useQuery({ queryKey: ['crawlers'], queryFn: () => dataOf(api.GET('/admin/v1/crawlers')) })
  return (
    <section aria-labelledby="relays" className="part">
      <h2 id="relays">{t('relays.relays')}</h2>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="globe" title={t('relays.none')} lead={t('relays.noneLead')} />
          ) : (
            <>
              <RelayAdvice relays={data} />
              <DataTable caption={t('relays.relays')} columns={columns} rows={data} idOf={({ url }) => url} />
            </>
          )
        }
      </Loaded>
    </section>
  )
}
