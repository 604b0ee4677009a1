import { useMemo, useState } from 'react'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { ScreenHead } from '../controls/screen-head'
import { List } from '../list/list-screen'
import { emptied, useScreenSearch } from '../list/search'
import { useSelection } from '../list/selection'
import { useTexts } from '../texts/texts'
import { AccountFilters } from './account-filters'
import { bulkVerbsFor } from './bulk-verbs'
import { type AccountEntry, loadAccounts, narrowingOf } from './load-accounts'
import { NewAccountDialog } from './new-account-dialog'
import { SelectionBar } from './selection-bar'
import { useAccountColumns } from './use-account-columns'

const HIDDEN = ['did', 'class', 'domain', 'roles']

const idOf = ({ did }: AccountEntry) => did
const handleOf = ({ did, handle }: AccountEntry) => handle ?? did

/** All accounts: searched, narrowed, ordered. */
export function AccountsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const { search, change } = useScreenSearch()
  const columns = useAccountColumns()
  const selection = useSelection(narrowingOf(search), idOf, handleOf)
  return (
    <section className="screen">
      <ScreenHead title={t('place.accounts')} lead={t('accounts.lead')}>
        {may('accounts.export') && (
          <DownloadButton
            label={t('accounts.export')}
            path={`/admin/v1/accounts.csv?${new URLSearchParams(narrowingOf(search)).toString()}`}
            file="accounts.csv"
            isGuarded
          />
        )}
        {may('accounts.create') && (
          <button type="button" className="button primary" onClick={() => setMaking(true)}>
            {t('accounts.new')}
          </button>
        )}
      </ScreenHead>
      <List
        queryKey={['accounts']}
        caption={t('place.accounts')}
        columns={columns}
        idOf={idOf}
        hasPlainCells
        load={loadAccounts}
        sortDefault="-createdAt"
        hiddenDefault={HIDDEN}
        views={useUsualViews()}
        filters={<AccountFilters />}
        selection={bulkVerbsFor(may).length > 0 ? selection : undefined}
        ofSelection={(count) => <SelectionBar selection={selection} search={search} count={count} />}
        empty={(isNarrowed) => (
          <EmptyState
            icon="people"
            title={t(isNarrowed ? 'list.noMatch' : 'accounts.none')}
            lead={t(isNarrowed ? 'list.noMatchLead' : 'accounts.noneLead')}
          >
            {isNarrowed && (
              <button type="button" className="button" onClick={() => change(emptied(search))}>
                {t('list.clear')}
              </button>
            )}
          </EmptyState>
        )}
      />
      <NewAccountDialog open={isMaking} onOpenChange={setMaking} />
    </section>
  )
}

function useUsualViews() {
  const { t } = useTexts()
  return useMemo(
    () => [
      { name: t('views.all'), search: {} },
      { name: t('state.locked'), search: { state: 'locked' } },
      { name: t('state.suspended'), search: { state: 'suspended' } },
      { name: t('state.takendown'), search: { state: 'takendown' } },
      { name: t('state.offboarding'), search: { state: 'offboarding' } },
      { name: t('accounts.unconfirmed'), search: { emailConfirmed: 'false' } },
    ],
    [t],
  )
}
