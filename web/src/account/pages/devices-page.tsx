import { useTranslation } from 'react-i18next'
import type { BrowserView, DevicesState, SessionView } from '../../../../src/portal/portal-state'
import { Empty } from '../frame/empty'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { Address, usePlaceName } from '../frame/place'
import { PortalFrame } from '../frame/portal-frame'
import { When } from '../frame/time'

interface DevicesProps {
  readonly state: DevicesState
}

/** Where is the account signed in? */
export function DevicesPage({ state }: DevicesProps) {
  const { t } = useTranslation()
  const { browsers, sessions } = state
  const hasOthers = browsers.some(({ isHere }) => !isHere) || sessions.length > 0
  return (
    <PortalFrame state={state} title="account.devices.title" lead={t('account.devices.lead')}>
      <Panel title={t('account.devices.browsers')}>
        <ul className="lines">
          {browsers.map((browser) => (
            <li key={browser.id}>
              <Browser browser={browser} />
              <End state={state} name="browser" of={browser} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('account.devices.sessions')}>
        {sessions.length === 0 ? <Empty title={t('account.devices.noSessions')} /> : undefined}
        <ul className="lines">
          {sessions.map((session) => (
            <li key={session.id}>
              <Session session={session} />
              <End state={state} name="session" of={session} />
            </li>
          ))}
        </ul>
      </Panel>
      {hasOthers ? <EndOthers state={state} /> : undefined}
    </PortalFrame>
  )
}

function EndOthers({ state }: DevicesProps) {
  const { t } = useTranslation()
  return (
    <Form action={state.action} csrf={state.csrf} className="row">
      <button type="submit" name="decision" value="end-others" className="button danger">
        {t('account.devices.endOthers')}
      </button>
      <span className="hint">{t('account.devices.endOthersHint')}</span>
    </Form>
  )
}

function Browser({ browser }: { readonly browser: BrowserView }) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  return (
    <div>
      <p className="line-title">
        {placeName(browser.place)}{' '}
        {browser.isHere ? <span className="tag good">{t('account.place.here')}</span> : undefined}
      </p>
      <p className="hint parts">
        <When text="account.time.signedIn" at={browser.signedInAt} />
        <When text="account.time.seen" at={browser.seenAt} />
        <Address place={browser.place} />
      </p>
    </div>
  )
}

function Session({ session }: { readonly session: SessionView }) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  const { appPassword } = session
  return (
    <div>
      <p className="line-title">{placeName(session.place)}</p>
      <p className="hint parts">
        <span>
          {appPassword === undefined
            ? t('account.devices.withPassword')
            : t('account.devices.withAppPassword', { name: appPassword })}
        </span>
        <When text="account.time.signedIn" at={session.openedAt} />
        <When text="account.time.lastUsed" at={session.usedAt} />
        <Address place={session.place} />
      </p>
    </div>
  )
}

interface EndProps extends DevicesProps {
  readonly name: 'browser' | 'session'
  readonly of: BrowserView | SessionView
}

function End({ state, name, of }: EndProps) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  return (
    <Form action={state.action} csrf={state.csrf}>
      <button
        type="submit"
        name={name}
        value={of.id}
        className="button plain small"
        aria-label={t('account.devices.endOne', { place: placeName(of.place) })}
      >
        {t('account.action.end')}
      </button>
    </Form>
  )
}
