import { useTranslation } from 'react-i18next'
import type { ResetState } from '../../../src/oauth/page-state'
import { CodeField } from '../controls/code-field'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { NewPasswordField } from '../controls/new-password-field'
import { Notice } from '../controls/notice'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'

interface StepProps {
  readonly state: ResetState
}

/** A new password for one that was forgotten: the address, then the code that was sent there. */
export function ResetPasswordPage({ state }: StepProps) {
  const { t } = useTranslation()
  const { signIn } = state.links
  const Step = { request: Request, confirm: Confirm, done: Done }[state.step]
  return (
    <Frame>
      <Step state={state} />
      {signIn === undefined || state.step === 'done' ? undefined : (
        <div className="aside">
          <p>
            <a href={signIn}>{t('action.toSignIn')}</a>
          </p>
        </div>
      )}
    </Frame>
  )
}

function Request({ state }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('reset.title')}</h1>
      <p className="lead">{t('reset.lead')}</p>
      <Problem code={state.problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <Field
          name="identifier"
          type="email"
          label={t('reset.email')}
          defaultValue={state.identifier}
          required
          autoComplete="email"
          dir="ltr"
        />
        <div className="actions">
          <Decision value="accept">{t('reset.send')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function Confirm({ state }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('reset.codeTitle')}</h1>
      <p className="lead">{t('reset.codeLead')}</p>
      <Problem code={state.problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          <CodeField label={t('reset.code')} />
          <NewPasswordField label={t('reset.newPassword')} />
        </div>
        <div className="actions">
          <Decision value="accept">{t('reset.save')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function Done({ state }: StepProps) {
  const { t } = useTranslation()
  const { signIn } = state.links
  return (
    <>
      <h1>{t('reset.doneTitle')}</h1>
      <Notice kind="success">{t('reset.doneLead')}</Notice>
      {signIn === undefined ? undefined : (
        <div className="actions">
          <a className="button primary" href={signIn}>
            {t('action.signIn')}
          </a>
        </div>
      )}
    </>
  )
}
