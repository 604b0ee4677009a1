import { useTranslation } from 'react-i18next'
import { Agreement } from '../controls/agreement'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { HandleField } from '../controls/handle-field'
import { NewPasswordField } from '../controls/new-password-field'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { Organizations } from '../frame/organizations'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { useLook } from '../frame/use-look'
import type { SignUpState } from '../../../src/oauth/page-state'

/** Who do you want to be? */
export function SignUpPage({ state }: { readonly state: SignUpState }) {
  const { t } = useTranslation()
  const { serviceName } = useLook()
  const { app, problem, links } = state
  return (
    <Frame>
      <h1>{t('signUp.title')}</h1>
      <p className="lead">{t('signUp.lead', { service: serviceName })}</p>
      {app && <AppCard app={app} />}
      <Problem code={problem} />
      <Organizations organizations={state.organizations} />
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          <Entries state={state} />
          <Agreement links={links} ofDomains={state.ofDomains} />
        </div>
        <div className="actions">
          <Decision value="accept">{t('action.signUp')}</Decision>
          {app && <Decision value="deny">{t('action.cancel')}</Decision>}
        </div>
      </PageForm>
      {links.signIn === undefined ? undefined : (
        <div className="aside">
          <p>
            {t('signUp.haveAccount')} <a href={links.signIn}>{t('action.signIn')}</a>
          </p>
        </div>
      )}
    </Frame>
  )
}

function Entries({ state }: { readonly state: SignUpState }) {
  const { t } = useTranslation()
  return (
    <>
      <HandleField handle={state.handle} domains={state.domains} />
      <Field
        name="email"
        type="email"
        label={t('signUp.email')}
        defaultValue={state.email}
        required
        autoComplete="email"
        dir="ltr"
      />
      <NewPasswordField label={t('signUp.password')} />
      {state.inviteRequired || state.inviteCode !== '' ? (
        <Field
          name="inviteCode"
          label={t('signUp.invite')}
          hint={t('signUp.inviteHint')}
          defaultValue={state.inviteCode}
          required={state.inviteRequired}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
      ) : undefined}
    </>
  )
}
