import { useTranslation } from 'react-i18next'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { PasswordField } from '../controls/password-field'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import type { ResetState } from '../state'

export function ResetPasswordPage({ state }: { readonly state: ResetState }) {
  const { t } = useTranslation()
  return (
    <Frame>
      <h1>{t('reset.title')}</h1>
      <Problem code={state.problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <Field name="email" label={t('reset.email')} />
        <PasswordField name="password" label={t('reset.newPassword')} />
        <Decision value="accept">{t('reset.send')}</Decision>
      </PageForm>
    </Frame>
  )
}
