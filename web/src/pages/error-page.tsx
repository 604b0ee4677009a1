import { useTranslation } from 'react-i18next'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { failureText } from '../frame/failure-text'
import { Notice } from '../controls/notice'
import { Text } from '../i18n/words'
import type { ErrorState } from '../../../src/oauth/page-state'

/** It cannot go on here; why, and where it goes on. */
export function ErrorPage({ state }: { readonly state: ErrorState }) {
  const { t } = useTranslation()
  const { app, code, message, returnUrl, retryUrl, requestId } = state
  return (
    <Frame>
      <h1>{t('error.title')}</h1>
      {app && <AppCard app={app} />}
      <Notice kind="error">
        <Text text={failureText(code)} />
      </Notice>
      <details>
        <summary>{t('error.details')}</summary>
        <ul className="exact">
          <li>
            <code>{code}</code>
          </li>
          <li lang="en" dir="ltr">
            {message}
          </li>
        </ul>
      </details>
      {returnUrl === undefined && retryUrl === undefined ? undefined : (
        <div className="actions">
          {retryUrl === undefined ? undefined : (
            <a className="button primary" href={retryUrl}>
              {t('action.otherWay')}
            </a>
          )}
          {returnUrl === undefined ? undefined : (
            <a className={retryUrl === undefined ? 'button primary' : 'button'} href={returnUrl}>
              {t('action.returnToApp')}
            </a>
          )}
        </div>
      )}
      {requestId === undefined ? undefined : (
        <div className="aside">
          <p>
            <Text text="error.trace" values={{ trace: requestId }} />
          </p>
        </div>
      )}
    </Frame>
  )
}
