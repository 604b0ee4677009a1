import { useTranslation } from 'react-i18next'
import type { Attention, OverviewState } from '../../../../src/portal/portal-state'
import { Notice } from '../../controls/notice'
import { Copied } from '../frame/copied'
import { Facts } from '../frame/facts'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'
import { Time } from '../frame/time'
import { useNumbers } from '../frame/use-numbers'
import { useSize } from '../frame/use-size'
import { Deactivated } from './deactivated'

interface OverviewProps {
  readonly state: OverviewState
}

/** Where one sees to what needs attention. */
const PLACES: Readonly<Record<Attention, string>> = {
  'no-email': 'email',
  'email-unconfirmed': 'email',
  'no-second-factor': 'security',
  'handle-broken': 'handle',
}

/** How does it stand with the account? */
export function OverviewPage({ state }: OverviewProps) {
  const { t } = useTranslation()
  return (
    <PortalFrame state={state} title="account.overview.title">
      {state.member.isActive ? undefined : <Deactivated state={state} />}
      <ToDo state={state} />
      <Panel title={t('account.overview.about')}>
        <Identity state={state} />
      </Panel>
      <Panel title={t('account.overview.storage')}>
        <Storage state={state} />
      </Panel>
    </PortalFrame>
  )
}

function ToDo({ state: { attention, root } }: OverviewProps) {
  const { t } = useTranslation()
  if (attention.length === 0) return <Notice kind="success">{t('account.attention.nothing')}</Notice>
  return (
    <Panel title={t('account.attention.title')}>
      <ul className="todo">
        {attention.map((each) => (
          <li key={each}>
            <span>{t(`account.attention.${each}`)}</span>{' '}
            <a href={`${root}/${PLACES[each]}`}>
              {t('account.attention.fix')}
              <span className="hidden-text">: {t(`account.attention.${each}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Identity({ state: { member, email, createdAt } }: OverviewProps) {
  const { t } = useTranslation()
  const isConfirmed = email?.isConfirmed === true
  return (
    <Facts
      items={[
        { name: t('account.overview.handle'), value: <bdi dir="ltr">{member.handle}</bdi> },
        {
          name: t('account.overview.did'),
          value: <Copied text={member.did} label={t('account.overview.did')} />,
        },
        {
          name: t('account.overview.email'),
          value: email ? (
            <>
              <bdi dir="ltr">{email.address}</bdi>{' '}
              <span className={isConfirmed ? 'tag good' : 'tag'}>
                {t(isConfirmed ? 'account.overview.confirmed' : 'account.overview.unconfirmed')}
              </span>
            </>
          ) : (
            t('account.overview.noEmail')
          ),
        },
        {
          name: t('account.overview.state'),
          value: t(member.isActive ? 'account.overview.active' : 'account.overview.deactivated'),
        },
        { name: t('account.overview.since'), value: <Time at={createdAt} /> },
      ]}
    />
  )
}

function Storage({ state: { storage } }: OverviewProps) {
  const { t } = useTranslation()
  const size = useSize()
  const { whole } = useNumbers()
  const { bytes, count, quotaBytes } = storage
  const used = size(bytes)
  const text =
    quotaBytes === undefined
      ? t('account.overview.used', { used })
      : t('account.overview.usedOf', { used, quota: size(quotaBytes) })
  return (
    <>
      {quotaBytes === undefined ? undefined : (
        <meter min={0} max={quotaBytes} high={quotaBytes * 0.9} value={bytes} aria-label={text} />
      )}
      <p className="figures">
        {text} · {t('account.overview.files', { number: whole(count) })}
      </p>
    </>
  )
}
