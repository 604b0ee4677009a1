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
import { Text, type TextKey } from '../i18n/words'

interface StepProps {
  readonly state: ResetState
}

/** A new password for one that was forgotten: the address, then the code that was sent there; or the first one of all. */
export function ResetPasswordPage({ state }: StepProps) {
  const { t } = useTranslation()
  const { signIn } = state.links
  const Step = { request: Request, confirm: Confirm, done: Done, first: First, begun: Begun }[state.step]
  return (
    <Frame>
      <Step state={state} />
      {signIn === undefined || state.step === 'done' || state.step === 'begun' ? undefined : (
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

function First({ state }: StepProps) {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('first.title')}</h1>
      <p className="lead">
        <Text
          text="first.lead"
          values={{ handle: state.handle ?? '' }}
          parts={{ account: <strong dir="ltr" /> }}
        />
      </p>
      <Problem code={state.problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <NewPasswordField label={t('first.password')} />
        <div className="actions">
          <Decision value="accept">{t('reset.save')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function Begun({ state }: StepProps) {
  return <Done state={state} title="first.doneTitle" lead="first.doneLead" />
}

interface DoneProps extends StepProps {
  readonly title?: TextKey
  readonly lead?: TextKey
}

function Done({ state, title = 'reset.doneTitle', lead = 'reset.doneLead' }: DoneProps) {
  const { t } = useTranslation()
  const { signIn } = state.links
  return (
    <>
      <h1>{t(title)}</h1>
      <Notice kind="success">{t(lead)}</Notice>
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
