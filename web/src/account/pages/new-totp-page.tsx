import { useTranslation } from 'react-i18next'
import type { NewTotpState } from '../../../../src/portal/portal-state'
import { CodeField } from '../../controls/code-field'
import { Copied } from '../frame/copied'
import { Form } from '../frame/form'
import { PortalFrame } from '../frame/portal-frame'

/** An app that makes codes: it takes the secret, and shows that it has it. */
export function NewTotpPage({ state }: { readonly state: NewTotpState }) {
  const { t } = useTranslation()
  const { qr, secret, uri, root } = state
  return (
    <PortalFrame state={state} title="account.security.addTotp" lead={t('account.security.totpScan')}>
      <div
        className="qr"
        role="img"
        aria-label={t('account.security.totpPicture')}
        dangerouslySetInnerHTML={{ __html: qr }}
      />
      <p>
        <a href={uri}>{t('account.security.totpOpen')}</a>
      </p>
      <p>
        {t('account.security.totpType')} <Copied text={secret} label={t('account.security.totp')} />
      </p>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <CodeField label={t('account.security.totpCode')} />
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.security.turnOn')}
          </button>
          <a className="button quiet" href={`${root}/security`}>
            {t('account.action.cancel')}
          </a>
        </div>
      </Form>
    </PortalFrame>
  )
}
