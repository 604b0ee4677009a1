import { useTranslation } from 'react-i18next'
import type { ConfirmState } from '../../../../src/portal/portal-state'
import { CodeField } from '../../controls/code-field'
import { PasswordField } from '../../controls/password-field'
import { Text } from '../../i18n/words'
import { Form } from '../frame/form'
import { PortalFrame } from '../frame/portal-frame'

/** Is it still you? */
export function ConfirmPage({ state }: { readonly state: ConfirmState }) {
  const { t } = useTranslation()
  const { member, csrf, action, root } = state
  const lead = (
    <Text
      text="account.confirm.lead"
      values={{ handle: member.handle }}
      parts={{ account: <strong dir="ltr" /> }}
    />
  )
  return (
    <PortalFrame state={state} title="account.confirm.title" lead={lead}>
      <Form action={action} csrf={csrf} className="narrow">
        <input type="hidden" name="username" value={member.handle} autoComplete="username" />
        <div className="stack">
          <PasswordField
            name="password"
            label={t('account.confirm.password')}
            required
            autoComplete="current-password"
            dir="ltr"
          />
          {state.isCodeWanted ? <CodeField label={t('account.confirm.code')} /> : undefined}
        </div>
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.confirm.go')}
          </button>
          <a className="button quiet" href={root}>
            {t('account.action.cancel')}
          </a>
        </div>
      </Form>
    </PortalFrame>
  )
}
