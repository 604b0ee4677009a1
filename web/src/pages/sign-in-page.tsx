import { useTranslation } from 'react-i18next'
import { Choice } from '../controls/choice'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { PasswordField } from '../controls/password-field'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { Organizations } from '../frame/organizations'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { useLook } from '../frame/use-look'
import { PasskeyButton } from '../passkeys/passkey-button'
import type { SignInState } from '../../../src/oauth/page-state'

/** Who are you? */
export function SignInPage({ state }: { readonly state: SignInState }) {
  const { t } = useTranslation()
  const { serviceName } = useLook()
  const { app, problem, links } = state
  return (
    <Frame>
      <h1>{t('signIn.title')}</h1>
      <p className="lead">{t('signIn.lead', { service: serviceName })}</p>
      {app && <AppCard app={app} />}
      <Problem code={problem} />
      <Organizations organizations={state.organizations} />
      <PageForm action={state.action} csrf={state.csrf}>
        <Entries state={state} />
        <div className="actions">
          <Decision value="accept">{t('action.signIn')}</Decision>
          {state.passkey && (
            <PasskeyButton request={state.passkey} label={t('passkey.use')} look="plain" isOffered />
          )}
          {app && <Decision value="deny">{t('action.cancel')}</Decision>}
        </div>
      </PageForm>
      <Elsewhere links={links} />
    </Frame>
  )
}

/** For those who are wrong here. */
function Elsewhere({ links: { choose, signUp } }: Pick<SignInState, 'links'>) {
  const { t } = useTranslation()
  if (choose === undefined && signUp === undefined) return undefined
  return (
    <div className="aside">
      {choose === undefined ? undefined : (
        <p>
          <a href={choose}>{t('signIn.toChoose')}</a>
        </p>
      )}
      {signUp === undefined ? undefined : (
        <p>
          {t('signIn.noAccount')} <a href={signUp}>{t('signIn.createAccount')}</a>
        </p>
      )}
    </div>
  )
}

function Entries({ state }: { readonly state: SignInState }) {
  const { t } = useTranslation()
  const { links } = state
  return (
    <div className="stack">
      <Field
        name="identifier"
        label={t('signIn.identifier')}
        hint={state.fixed ? t('signIn.fixed') : undefined}
        defaultValue={state.identifier}
        readOnly={state.fixed}
        required
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
      />
      <PasswordField
        name="password"
        label={t('signIn.password')}
        required
        autoComplete="current-password"
        dir="ltr"
      />
      {links.reset === undefined ? undefined : (
        <p className="aside-link">
          <a href={links.reset}>{t('signIn.forgot')}</a>
        </p>
      )}
      <Choice
        name="remember"
        value="on"
        label={t('signIn.remember')}
        hint={t('signIn.rememberHint')}
        defaultChecked={state.remember}
      />
    </div>
  )
}
