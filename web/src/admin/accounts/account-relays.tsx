import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Badge } from '../controls/state-badge'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

type Relayed = components['schemas']['RelayedRepo']

/** What the relays know of an account: whether the world sees it as it is. */
export default function AccountRelays({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['account', did, 'relay-status'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/relay-status', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ rev, data }) => (
        <>
          {rev !== undefined && (
            <div className="panel spaced">
              <Facts>
                <Fact name={t('repository.revision')} copy={rev}>
                  <code>{rev}</code>
                </Fact>
              </Facts>
            </div>
          )}
          {data.length === 0 ? (
            <EmptyState icon="globe" title={t('relays.none')} lead={t('relays.noneLead')} />
          ) : (
            <DataTable
              caption={t('account.tab.relays')}
              columns={columns}
              rows={data}
              idOf={({ host }) => host}
            />
          )}
        </>
      )}
    </Loaded>
  )
}

function useColumns(): readonly Column<Relayed>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'host', name: t('relays.host'), cell: ({ host }) => <strong>{host}</strong> },
      { id: 'state', name: t('accounts.state'), cell: (relayed) => <Standing relayed={relayed} /> },
      { id: 'rev', name: t('repository.revision'), cell: ({ rev }) => rev && <code>{rev}</code> },
      {
        id: 'problem',
        name: t('relayed.problem'),
        cell: ({ status, problem }) => problem ?? status,
      },
    ],
    [t],
  )
}

function Standing({ relayed: { active, isCurrent, problem } }: { readonly relayed: Relayed }) {
  const { t } = useTexts()
  if (problem !== undefined) return <Badge tone="quiet">{t('relayed.unknown')}</Badge>
  if (active === false) return <Badge tone="error">{t('relayed.hidden')}</Badge>
  if (isCurrent === false) return <Badge tone="warning">{t('relayed.behind')}</Badge>
  return <Badge tone="success">{t('relayed.current')}</Badge>
}
