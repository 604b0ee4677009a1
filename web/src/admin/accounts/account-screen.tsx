import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { type Permission, useMay } from '../api/me'
import { CopyButton } from '../controls/copy-button'
import { Icon } from '../controls/icon'
import { ProblemPanel } from '../controls/problem-panel'
import { ScreenHead } from '../controls/screen-head'
import { ScreenSkeleton } from '../controls/skeleton'
import { StateBadge } from '../controls/state-badge'
import { emptied, useScreenSearch } from '../list/search'
import { useTexts } from '../texts/texts'
import { accountQuery } from './account-query'
import { VerbMenu } from './verb-menu'
import type { Account } from './verbs'

/** What a tab shows. */
interface TabProps {
  readonly account: Account
  readonly tag: string | undefined
}

/** Each is loaded, and asks, when somebody looks at it. */
const TABS = [
  { name: 'overview', permission: 'accounts.view', Panel: lazy(() => import('./account-overview')) },
  { name: 'sessions', permission: 'sessions.view', Panel: lazy(() => import('./account-sessions')) },
  { name: 'appPasswords', permission: 'sessions.view', Panel: lazy(() => import('./account-app-passwords')) },
  { name: 'invites', permission: 'accounts.view', Panel: lazy(() => import('./account-invites')) },
  { name: 'history', permission: 'accounts.view', Panel: lazy(() => import('./account-history')) },
  { name: 'repository', permission: 'accounts.view', Panel: lazy(() => import('./account-repository')) },
  { name: 'identity', permission: 'accounts.view', Panel: lazy(() => import('./account-identity')) },
  { name: 'audit', permission: 'audit.view', Panel: lazy(() => import('./account-audit')) },
] as const satisfies readonly { name: string; permission: Permission; Panel: React.ComponentType<TabProps> }[]

/** Everything about one account. */
export function AccountScreen() {
  const { did } = useParams({ from: '/accounts/$did' })
  const { t } = useTexts()
  const { data, error, refetch } = useQuery(accountQuery(did))
  if (error && !data) {
    return (
      <section className="screen">
        <ScreenHead title={t('account.title')} />
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      </section>
    )
  }
  if (!data) return <ScreenSkeleton />
  return <AccountPanels {...data} />
}

function AccountPanels({ account, tag }: TabProps) {
  const { t } = useTexts()
  const may = useMay()
  const { search, change } = useScreenSearch()
  const tabs = TABS.filter(({ permission }) => may(permission))
  const current = tabs.find(({ name }) => name === search['tab']) ?? tabs[0]
  const goTo = (name: string) =>
    change({ ...emptied(search), tab: name === tabs[0]?.name ? undefined : name })
  return (
    <section className="screen">
      <Link to="/accounts" className="way-back">
        <Icon name="back" />
        {t('place.accounts')}
      </Link>
      <ScreenHead title={account.handle ?? account.did} lead={<IdentityLine account={account} />}>
        <VerbMenu account={account} />
      </ScreenHead>
      <Tabs.Root value={current?.name} onValueChange={(name: string) => goTo(name)}>
        <Tabs.List className="tabs" aria-label={t('account.tabs')}>
          {tabs.map(({ name }) => (
            <Tabs.Tab key={name} value={name} className="tab">
              {t(`account.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, Panel }) => (
          <Tabs.Panel key={name} value={name} className="tab-panel">
            <Suspense fallback={<ScreenSkeleton />}>
              <Panel account={account} tag={tag} />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </section>
  )
}

function IdentityLine({ account: { did, state } }: { readonly account: Account }) {
  const { t } = useTexts()
  return (
    <span className="joined">
      <StateBadge state={state} />
      <code>{did}</code>
      <CopyButton text={did} what={t('accounts.did')} />
    </span>
  )
}
