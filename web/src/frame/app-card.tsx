import { useTranslation } from 'react-i18next'
import { Notice } from '../controls/notice'
import type { AppView } from '../../../src/oauth/page-state'
import { useLook } from './use-look'

interface AppProps {
  readonly app: AppView
}

/** Which application asks. Its address is always shown; its name and picture only if this server knows it. */
export function AppCard({ app }: AppProps) {
  const { t } = useTranslation()
  return (
    <section className="app" aria-label={t('app.label')}>
      <AppFace app={app} />
    </section>
  )
}

/** What an application is known by. */
export function AppFace({ app }: AppProps) {
  const { t } = useTranslation()
  const name = useAppName(app)
  const logo = app.trusted ? app.logo : undefined
  return (
    <>
      {logo === undefined ? (
        <span className="app-mark" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
      ) : (
        <img className="app-mark" src={logo} alt="" />
      )}
      <p className="app-name">{name}</p>
      <p className="app-id">
        <span className="hidden-text">{t('app.id')}: </span>
        <code dir="ltr">{app.clientId}</code>
      </p>
    </>
  )
}

/** Where something is to be allowed, it is said that nobody vouches for an application. */
export function AppWarning({ app }: AppProps) {
  const { t } = useTranslation()
  const { serviceName } = useLook()
  if (app.trusted) return undefined
  return <Notice kind="warning">{t('app.unverified', { service: serviceName })}</Notice>
}

/** The name of an application that is known; the host of any other. */
function useAppName(app: AppView): string {
  const { t } = useTranslation()
  if (app.trusted && app.name !== undefined) return app.name
  if (!URL.canParse(app.clientId)) return app.clientId
  const { hostname } = new URL(app.clientId)
  return hostname === 'localhost' ? t('app.onDevice') : hostname
}
