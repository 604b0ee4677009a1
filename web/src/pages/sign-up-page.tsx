import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../controls/choice'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { HandleField } from '../controls/handle-field'
import { NewPasswordField } from '../controls/new-password-field'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { useLook } from '../frame/use-look'
import { Text } from '../i18n/words'
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
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          <Entries state={state} />
          <Agreement links={links} />
        </div>
        <div className="actions">
          <Decision value="accept">{t('action.signUp')}</Decision>
          <Decision value="deny">{t('action.cancel')}</Decision>
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
      {state.inviteRequired ? (
        <Field
          name="inviteCode"
          label={t('signUp.invite')}
          hint={t('signUp.inviteHint')}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
      ) : undefined}
    </>
  )
}

/** What has to be agreed to, where the organization has written it down. */
function Agreement({ links: { terms, privacy } }: Pick<SignUpState, 'links'>) {
  if (terms === undefined && privacy === undefined) return undefined
  const both = terms !== undefined && privacy !== undefined
  const text = both ? 'signUp.terms' : terms === undefined ? 'signUp.privacyOnly' : 'signUp.termsOnly'
  const parts = { terms: <NewPage url={terms} />, privacy: <NewPage url={privacy} /> }
  return <Choice name="terms" value="on" required label={<Text text={text} parts={parts} />} />
}

/** A link that leaves what was entered where it is. */
function NewPage({ url, children }: { readonly url: string | undefined; readonly children?: ReactNode }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
