import { useTranslation } from 'react-i18next'
import type { SignedOutState } from '../../../../src/portal/portal-state'
import { Frame } from '../../frame/frame'

/** Signed out here; at the provider it goes on by itself, or by pressing. */
export function SignedOutPage({ state: { organization } }: { readonly state: SignedOutState }) {
  const { t } = useTranslation()
  const { name, href } = organization
  return (
    <Frame>
      <h1>{t('account.signedOut.title')}</h1>
      <p className="lead">{t('account.signedOut.lead', { name })}</p>
      <div className="actions">
        <a className="button primary" href={href}>
          {t('account.signedOut.action', { name })}
        </a>
      </div>
    </Frame>
  )
}
