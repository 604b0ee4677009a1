import { useTranslation } from 'react-i18next'
import type { PasswordState } from '../../../../src/portal/portal-state'
import { NewPasswordField } from '../../controls/new-password-field'
import { PasswordField } from '../../controls/password-field'
import { Form } from '../frame/form'
import { PortalFrame } from '../frame/portal-frame'

/** Another password for the present one. */
export function PasswordPage({ state }: { readonly state: PasswordState }) {
  const { t } = useTranslation()
  return (
    <PortalFrame state={state} title="account.password.title" lead={t('account.password.lead')}>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <input type="hidden" name="username" value={state.member.handle} autoComplete="username" />
        <div className="stack">
          <PasswordField
            name="former"
            label={t('account.password.former')}
            required
            autoComplete="current-password"
            dir="ltr"
          />
          <p className="aside-link">
            <a href="/account/reset-password">{t('account.password.forgot')}</a>
          </p>
          <NewPasswordField label={t('account.password.wanted')} />
        </div>
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.password.save')}
          </button>
        </div>
      </Form>
    </PortalFrame>
  )
}
