import { useTranslation } from 'react-i18next'
import type { RecoveryCodesState } from '../../../../src/portal/portal-state'
import { PortalFrame } from '../frame/portal-frame'

/** Codes for when everything else is lost, shown this once. */
export function RecoveryCodesPage({ state }: { readonly state: RecoveryCodesState }) {
  const { t } = useTranslation()
  return (
    <PortalFrame state={state} title="account.security.codes" lead={t('account.security.codesKeep')}>
      <ol className="codes panel">
        {state.codes.map((code) => (
          <li key={code}>
            <code dir="ltr">{code}</code>
          </li>
        ))}
      </ol>
      <div className="actions row">
        <a className="button primary" href={`${state.root}/security`}>
          {t('account.security.codesKept')}
        </a>
      </div>
    </PortalFrame>
  )
}
