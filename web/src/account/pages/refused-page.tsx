import { useTranslation } from 'react-i18next'
import type { RefusedState } from '../../../../src/portal/portal-state'
import { Notice } from '../../controls/notice'
import { Frame } from '../../frame/frame'

/** It cannot go on here; why, and where it does. */
export function RefusedPage({ state }: { readonly state: RefusedState }) {
  const { t } = useTranslation()
  return (
    <Frame>
      <h1>{t('account.refused.title')}</h1>
      <Notice kind="error">{t(`account.refused.${state.reason}`)}</Notice>
      <details>
        <summary>{t('account.action.details')}</summary>
        <ul className="exact">
          <li lang="en" dir="ltr">
            {state.message}
          </li>
        </ul>
      </details>
      <div className="actions">
        <a className="button primary" href={state.home}>
          {t('account.refused.home')}
        </a>
      </div>
    </Frame>
  )
}
