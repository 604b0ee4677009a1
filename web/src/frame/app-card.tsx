import { useTranslation } from 'react-i18next'
import { Notice } from '../controls/notice'
import type { AppView } from '../../../src/oauth/page-state'
import { useLook } from './use-look'

/** Which application asks. Its address is always shown; its name and picture only if this server knows it. */
export function AppCard({ app }: { readonly app: AppView }) {
  const { t } = useTranslation()
  const { serviceName } = useLook()
  const name = useAppName(app)
  return (
    <>
      <section className="app" aria-label={t('app.label')}>
        {app.trusted && app.logo !== undefined ? (
          <img className="app-mark" src={app.logo} alt="" />
        ) : (
          <span className="app-mark" aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </span>
        )}
        <p className="app-name">{name}</p>
        <p className="app-id">
          <span className="hidden-text">{t('app.id')}: </span>
          <code>{app.clientId}</code>
        </p>
      </section>
      {app.trusted ? undefined : (
        <Notice kind="warning">{t('app.unverified', { service: serviceName })}</Notice>
      )}
    </>
  )
}

/** The name of an application that is known; the host of any other. */
export function useAppName(app: AppView): string {
  const { t } = useTranslation()
  if (app.trusted && app.name !== undefined) return app.name
  const { hostname } = new URL(app.clientId)
  return hostname === 'localhost' ? t('app.onDevice') : hostname
}
