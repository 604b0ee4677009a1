import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { EmptyState } from '../controls/empty-state'
import { Icon } from '../controls/icon'
import { Moment } from '../controls/moment'
import { ScreenHead } from '../controls/screen-head'
import { Badge, StateBadge } from '../controls/state-badge'
import type { Column } from '../list/data-table'
import { Facet } from '../list/facet'
import { filtersOf, pageOf } from '../list/list-query'
import { List } from '../list/list-screen'
import { emptied, type Search, useScreenSearch } from '../list/search'
import { SearchField } from '../list/search-field'
import { useTexts } from '../texts/texts'
import { NewAccountDialog } from './new-account-dialog'

type Account = components['schemas']['Account']
type Sort = '-createdAt' | 'createdAt' | 'handle' | '-handle' | 'email' | '-email'

const STATES = ['active', 'locked', 'offboarding', 'deactivated', 'suspended', 'takendown'] as const
const FILTERS = ['state', 'domain', 'emailConfirmed', 'createdAfter', 'createdBefore']
const HIDDEN = ['did']

function narrowingOf(search: Search): Record<string, string> {
  return { ...filtersOf(search, FILTERS), ...(search['q'] !== undefined && { q: search['q'] }) }
}

function loadAccounts(search: Search) {
  const query = {
    ...pageOf(search),
    ...narrowingOf(search),
    ...(search['sort'] !== undefined && { sort: search['sort'] as Sort }),
  }
  return dataOf(api.GET('/admin/v1/accounts', { params: { query } }))
}

/** All accounts: searched, narrowed, ordered. */
export function AccountsScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [isMaking, setMaking] = useState(false)
  const { search, change } = useScreenSearch()
  const columns = useColumns()
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
        idOf={({ did }) => did}
        load={loadAccounts}
        sortDefault="-createdAt"
        hiddenDefault={HIDDEN}
        views={useUsualViews()}
        filters={<Filters />}
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

function Filters() {
  const { t } = useTexts()
  const { search, change } = useScreenSearch()
  const yesNo = [
    { value: 'true', name: t('accounts.confirmed') },
    { value: 'false', name: t('accounts.unconfirmed') },
  ]
  return (
    <>
      <SearchField
        label={t('accounts.search')}
        value={search['q'] ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <Facet
        label={t('accounts.state')}
        value={search['state']}
        options={STATES.map((state) => ({ value: state, name: t(`state.${state}`) }))}
        onChange={(state) => change({ state })}
      />
      <Facet
        label={t('accounts.email')}
        value={search['emailConfirmed']}
        options={yesNo}
        onChange={(emailConfirmed) => change({ emailConfirmed })}
      />
    </>
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
      { name: t('accounts.unconfirmed'), search: { emailConfirmed: 'false' } },
    ],
    [t],
  )
}

function useColumns(): readonly Column<Account>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      {
        id: 'handle',
        name: t('accounts.handle'),
        sort: 'handle',
        cell: ({ did, handle }) => (
          <Link to="/accounts/$did" params={{ did }} className="row-link">
            {handle ?? did}
          </Link>
        ),
      },
      { id: 'state', name: t('accounts.state'), cell: ({ state }) => <StateBadge state={state} /> },
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
      {
        id: 'factor',
        name: t('accounts.factor'),
        cell: ({ emailAuthFactor }) =>
          emailAuthFactor ? <Icon name="check" /> : <span className="muted">–</span>,
      },
    ],
    [t],
  )
}
