import { useTranslation } from 'react-i18next'
import type { NewPasskeyState } from '../../../../src/portal/portal-state'
import { Field } from '../../controls/field'
import { Form } from '../frame/form'
import { Passkey } from '../frame/passkey'
import { PortalFrame } from '../frame/portal-frame'

/** A passkey, made by the browser. */
export function NewPasskeyPage({ state }: { readonly state: NewPasskeyState }) {
  const { t } = useTranslation()
  const { creation, name, root } = state
  return (
    <PortalFrame state={state} title="account.security.addPasskey" lead={t('account.security.passkeysLead')}>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <Field
          name="name"
          label={t('account.passwords.name')}
          hint={t('account.security.passkeyName')}
          defaultValue={name}
          maxLength={64}
          autoComplete="off"
        />
        <div className="actions row">
          <Passkey kind="create" options={creation} label={t('account.security.makePasskey')} isPrimary />
          <a className="button quiet" href={`${root}/security`}>
            {t('account.action.cancel')}
          </a>
        </div>
      </Form>
    </PortalFrame>
  )
}
