import { useMemo, useState } from 'react'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { Icon } from '../controls/icon'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { Badge, StateBadge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { List } from '../list/list-screen'
import { emptied, useScreenSearch } from '../list/search'
import { useSelection } from '../list/selection'
import { useTexts } from '../texts/texts'
import { AccountFilters } from './account-filters'
import { AccountRowLink } from './account-row-link'
import { bulkVerbsFor } from './bulk-verbs'
import { type AccountEntry, loadAccounts, narrowingOf } from './load-accounts'
import { NewAccountDialog } from './new-account-dialog'
import { SelectionBar } from './selection-bar'

const HIDDEN = ['did']

const idOf = ({ did }: AccountEntry) => did
const handleOf = ({ did, handle }: AccountEntry) => handle ?? did

/** All accounts: searched, narrowed, ordered. */
export function AccountsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const { search, change } = useScreenSearch()
  const columns = useColumns()
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

/** Where an account stands; until when, if it ends by itself. */
function Standing({ account }: { readonly account: AccountEntry }) {
  const { state, offboardUntil, suspendedUntil } = account
  const until = offboardUntil ?? (state === 'suspended' ? suspendedUntil : undefined)
  return (
    <span className="joined">
      <StateBadge state={state} />
      {until !== undefined && <Moment at={until} />}
    </span>
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

function useColumns(): readonly Column<AccountEntry>[] {
  const { t } = useTexts()
  const seesVisits = useMay()('sessions.view')
  return useMemo(
    () => [
      {
        id: 'handle',
        name: t('accounts.handle'),
        sort: 'handle',
        cell: ({ did, handle }) => <AccountRowLink did={did}>{handle ?? did}</AccountRowLink>,
      },
      { id: 'state', name: t('accounts.state'), cell: (account) => <Standing account={account} /> },
      {
        id: 'email',
        name: t('accounts.email'),
        sort: 'email',
        cell: ({ email, emailConfirmedAt }) => (
          <span className="joined">
            {email}
            {email !== undefined && emailConfirmedAt === undefined && (
              <Badge tone="quiet">{t('accounts.unconfirmed')}</Badge>
            )}
          </span>
        ),
      },
      { id: 'did', name: t('accounts.did'), cell: ({ did }) => <code>{did}</code> },
      {
        id: 'createdAt',
        name: t('accounts.created'),
        sort: 'createdAt',
        cell: ({ createdAt }) => <Moment at={createdAt} />,
      },
      ...(seesVisits
        ? [
            {
              id: 'lastSeenAt',
              name: t('accounts.lastSeen'),
              cell: ({ lastSeenAt }: AccountEntry) =>
                lastSeenAt === undefined ? <span className="muted">–</span> : <Moment at={lastSeenAt} />,
            },
          ]
        : []),
      {
        id: 'factor',
        name: t('accounts.factor'),
        cell: ({ emailAuthFactor }) =>
          emailAuthFactor ? <Icon name="check" /> : <span className="muted">–</span>,
      },
    ],
    [t, seesVisits],
  )
}
