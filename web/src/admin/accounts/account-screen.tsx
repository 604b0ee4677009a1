import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy } from 'react'
import { type Permission, useMay } from '../api/me'
import { CopyButton } from '../controls/copy-button'
import { Icon } from '../controls/icon'
import { ProblemPanel } from '../controls/problem-panel'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { ScreenSkeleton } from '../controls/skeleton'
import { StateBadge } from '../controls/state-badge'
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
  { name: 'apps', permission: 'sessions.view', Panel: lazy(() => import('./account-apps')) },
  { name: 'appPasswords', permission: 'sessions.view', Panel: lazy(() => import('./account-app-passwords')) },
  { name: 'factors', permission: 'sessions.view', Panel: lazy(() => import('./account-factors')) },
  { name: 'invites', permission: 'accounts.view', Panel: lazy(() => import('./account-invites')) },
  { name: 'history', permission: 'accounts.view', Panel: lazy(() => import('./account-history')) },
  { name: 'repository', permission: 'accounts.view', Panel: lazy(() => import('./account-repository')) },
  { name: 'files', permission: 'accounts.view', Panel: lazy(() => import('./account-files')) },
  { name: 'identity', permission: 'accounts.view', Panel: lazy(() => import('./account-identity')) },
  { name: 'plcLog', permission: 'accounts.view', Panel: lazy(() => import('./account-plc-log')) },
  { name: 'relays', permission: 'accounts.view', Panel: lazy(() => import('./account-relays')) },
  { name: 'reports', permission: 'reports.view', Panel: lazy(() => import('./account-reports')) },
  { name: 'holds', permission: 'holds.view', Panel: lazy(() => import('./account-holds')) },
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
  return (
    <section className="screen">
      <Link to="/accounts" className="way-back">
        <Icon name="back" />
        {t('place.accounts')}
      </Link>
      <ScreenHead title={account.handle ?? account.did} lead={<IdentityLine account={account} />}>
        <VerbMenu account={account} />
      </ScreenHead>
      <ScreenTabs
        label={t('account.tabs')}
        tabs={TABS.filter(({ permission }) => may(permission)).map(({ name, Panel }) => ({
          name,
          title: t(`account.tab.${name}`),
          panel: <Panel account={account} tag={tag} />,
        }))}
      />
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
