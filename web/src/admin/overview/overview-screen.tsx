import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { ProblemPanel } from '../controls/problem-panel'
import { ScreenHead } from '../controls/screen-head'
import { ScreenSkeleton } from '../controls/skeleton'
import type { Search } from '../list/search'
import { useTexts } from '../texts/texts'
import { AttentionList } from './attention-list'
import { HealthStrip } from './health-strip'

type Overview = components['schemas']['Overview']

const REFRESHED_MS = 15_000

/** Whoever draws charts is loaded when the numbers are there. */
const MeasureCharts = lazy(() => import('./measure-charts'))

/** The service at a glance, and what needs attention. */
export function OverviewScreen() {
  const { t } = useTexts()
  const { data, error, refetch } = useQuery({
    queryKey: ['overview'],
    queryFn: () => dataOf(api.GET('/admin/v1/overview')),
    refetchInterval: REFRESHED_MS,
  })
  if (!data) {
    return error ? (
      <section className="screen">
        <ScreenHead title={t('place.overview')} />
        <ProblemPanel error={error} onRetry={() => void refetch()} />
      </section>
    ) : (
      <ScreenSkeleton />
    )
  }
  return (
    <section className="screen">
      <ScreenHead
        title={t('place.overview')}
        lead={`${data.hostname} · ${t('overview.version', { version: data.version })}`}
      />
      <AttentionList attention={data.attention} />
      <HealthStrip />
      <Totals overview={data} />
      <Suspense fallback={<ScreenSkeleton />}>
        <MeasureCharts />
      </Suspense>
    </section>
  )
}

function Totals({ overview: { accounts, firehose, openReports } }: { readonly overview: Overview }) {
  const { t } = useTexts()
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">{t('overview.totals')}</h2>
      <ul className="totals">
        <Total name={t('overview.accounts')} value={accounts.total} search={{}} />
        <Total name={t('overview.createdLately')} value={accounts.createdLately} />
        <Total name={t('state.active')} value={accounts.active} search={{ state: 'active' }} />
        <Total name={t('state.locked')} value={accounts.locked} search={{ state: 'locked' }} />
        <Total name={t('state.deactivated')} value={accounts.deactivated} search={{ state: 'deactivated' }} />
        <Total name={t('state.suspended')} value={accounts.suspended} search={{ state: 'suspended' }} />
        <Total name={t('state.takendown')} value={accounts.takendown} search={{ state: 'takendown' }} />
        <Total
          name={t('overview.openReports')}
          value={openReports}
          to="/moderation"
          search={{ state: 'open' }}
        />
        <Total name={t('overview.head')} value={firehose.head} to="/relays" search={{}} />
      </ul>
    </section>
  )
}

interface TotalProps {
  readonly name: string
  readonly value: number
  /** what it is the number of: a list of accounts, unless it is said where */
  readonly to?: '/accounts' | '/moderation' | '/relays'
  readonly search?: Search
}

function Total({ name, value, to = '/accounts', search }: TotalProps) {
  const { language } = useTexts()
  const text = numberText(value, language)
  const number = <span className="total-value">{text}</span>
  return (
    <li className="panel total">
      <span className="total-name">{name}</span>
      {search ? (
        <Link to={to} search={search} aria-label={`${name}: ${text}`}>
          {number}
        </Link>
      ) : (
        number
      )}
    </li>
  )
}
