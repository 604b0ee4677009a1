import { useTranslation } from 'react-i18next'
import type { ConfirmState } from '../../../../src/portal/portal-state'
import { CodeField } from '../../controls/code-field'
import { Notice } from '../../controls/notice'
import { PasswordField } from '../../controls/password-field'
import { Organizations } from '../../frame/organizations'
import { Text } from '../../i18n/words'
import { Form } from '../frame/form'
import { Passkey } from '../frame/passkey'
import { PortalFrame } from '../frame/portal-frame'

interface ConfirmProps {
  readonly state: ConfirmState
}

/** Is it still you? First the password or a passkey; then what else the account wants. */
export function ConfirmPage({ state }: ConfirmProps) {
  const { t } = useTranslation()
  const { member, csrf, action, root, passkey, second, organizations } = state
  const lead = (
    <Text
      text={second ? 'second.lead' : 'account.confirm.lead'}
      values={{ handle: member.handle }}
      parts={{ account: <strong dir="ltr" /> }}
    />
  )
  return (
    <PortalFrame state={state} title={second ? 'second.title' : 'account.confirm.title'} lead={lead}>
      <Organizations organizations={organizations} />
      <Form action={action} csrf={csrf} className="narrow">
        <input type="hidden" name="username" value={member.handle} autoComplete="username" />
        {second?.includes('email') ? <Notice kind="info">{t('problem.code-sent')}</Notice> : undefined}
        <div className="stack">{second ? <Code ways={second} /> : <Password />}</div>
        <div className="actions row">
          <button type="submit" className="button primary">
            {t('account.confirm.go')}
          </button>
          <a className="button quiet" href={root}>
            {t('account.action.cancel')}
          </a>
        </div>
        {passkey && (
          <Passkey
            kind="prove"
            options={passkey}
            label={t('passkey.confirm')}
            isPrimary={second !== undefined}
          />
        )}
      </Form>
    </PortalFrame>
  )
}

function Password() {
  const { t } = useTranslation()
  return (
    <PasswordField
      name="password"
      label={t('account.confirm.password')}
      required
      autoComplete="current-password"
      dir="ltr"
    />
  )
}

function Code({ ways }: { readonly ways: NonNullable<ConfirmState['second']> }) {
  const { t } = useTranslation()
  if (ways.includes('email')) return <CodeField label={t('second.mail')} />
  if (ways.includes('totp')) return <CodeField label={t('second.codeOrRecovery')} />
  return <CodeField label={t('second.recovery')} hint={t('second.recoveryHint')} />
}
