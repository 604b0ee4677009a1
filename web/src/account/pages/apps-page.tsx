import { useTranslation } from 'react-i18next'
import type { AppSessionView, AppsState } from '../../../../src/portal/portal-state'
import { Permissions } from '../../consent/permissions'
import { AppFace } from '../../frame/app-card'
import { Empty } from '../frame/empty'
import { Form } from '../frame/form'
import { Address, usePlaceName } from '../frame/place'
import { PortalFrame } from '../frame/portal-frame'
import { When } from '../frame/time'

type App = AppsState['apps'][number]

interface AppProps {
  readonly state: AppsState
  readonly app: App
}

/** Which applications act for the account? */
export function AppsPage({ state }: { readonly state: AppsState }) {
  const { t } = useTranslation()
  return (
    <PortalFrame state={state} title="account.apps.title" lead={t('account.apps.lead')}>
      {state.apps.length === 0 ? (
        <Empty title={t('account.apps.none')} hint={t('account.apps.noneHint')} />
      ) : (
        <ul className="items">
          {state.apps.map((app) => (
            <li key={app.app.clientId} className="panel">
              <ConnectedApp state={state} app={app} />
            </li>
          ))}
        </ul>
      )}
    </PortalFrame>
  )
}

function ConnectedApp({ state, app: { app, sessions } }: AppProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className="app">
        <AppFace app={app} />
      </div>
      <ul className="lines">
        {sessions.map((session) => (
          <li key={session.id}>
            <Session session={session} />
            {sessions.length > 1 ? (
              <Form action={state.action} csrf={state.csrf}>
                <button type="submit" name="session" value={session.id} className="button plain small">
                  {t('account.apps.end')}
                </button>
              </Form>
            ) : undefined}
          </li>
        ))}
      </ul>
      <Form action={state.action} csrf={state.csrf} className="row">
        <button type="submit" name="client" value={app.clientId} className="button danger small">
          {t('account.apps.remove')}
          <span className="hidden-text">: {app.name ?? app.clientId}</span>
        </button>
        <span className="hint">{t('account.apps.removeHint')}</span>
      </Form>
    </>
  )
}

function Session({ session }: { readonly session: AppSessionView }) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  return (
    <div>
      <p className="line-title">{placeName(session.place)}</p>
      <p className="hint parts">
        <When text="account.time.created" at={session.createdAt} />
        <When text="account.time.lastUsed" at={session.usedAt} />
        <When text="account.time.expires" at={session.expiresAt} />
        <Address place={session.place} />
      </p>
      <details>
        <summary>{t('account.apps.permissions')}</summary>
        <Permissions permissions={session.permissions.map((each) => ({ ...each, required: true }))} />
      </details>
    </div>
  )
}
