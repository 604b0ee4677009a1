import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { EmptyState } from '../controls/empty-state'
import { LinkToAccount } from '../controls/link-to-account'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'

type WithheldAccount = components['schemas']['WithheldAccount']

/** Accounts that are public here and that a relay does not pass on. */
export function WithheldAccounts() {
  const { t, language } = useTexts()
  const columns = useColumns()
  const query = useQuery({
    queryKey: ['crawlers', 'withheld-accounts'],
    queryFn: () => dataOf(api.GET('/admin/v1/crawlers/withheld-accounts')),
  })
  return (
    <section aria-labelledby="withheld" className="part">
      <h2 id="withheld">{t('relays.withheld')}</h2>
      <Loaded query={query}>
        {({ data, count }) =>
          data.length === 0 ? (
            <EmptyState icon="globe" title={t('relays.noWithheld')} lead={t('relays.noWithheldLead')} />
          ) : (
            <>
              <p>
                {t('relays.withheldLead')}{' '}
                {t('relays.withheldCount', { count, shown: numberText(count, language) })}{' '}
                {/* An account that several relays withhold has several rows, but is counted once. */}
                {didsOf(data).size < count &&
                  t('relays.withheldShown', { shown: numberText(didsOf(data).size, language) })}
              </p>
              <DataTable
                caption={t('relays.withheld')}
                columns={columns}
                rows={data}
                idOf={({ did, host }) => `${did} ${host}`}
              />
            </>
          )
        }
      </Loaded>
    </section>
  )
}

function didsOf(withheld: readonly WithheldAccount[]): ReadonlySet<string> {
  return new Set(withheld.map(({ did }) => did))
}

function useColumns(): readonly Column<WithheldAccount>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'account',
        name: t('account.title'),
        cell: ({ did }) => <LinkToAccount did={did} />,
      },
      { id: 'host', name: t('relays.host'), cell: ({ host }) => host },
      { id: 'why', name: t('relays.why'), cell: ({ status }) => status },
      { id: 'found', name: t('relays.found'), cell: ({ foundAt }) => <Moment at={foundAt} /> },
    ],
    [t],
  )
}
