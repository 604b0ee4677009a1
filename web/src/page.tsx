import type { i18n } from 'i18next'
import { useEffect } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { PageState } from '../../src/oauth/page-state'
import type { Look } from './frame/look'
import { LookContext } from './frame/use-look'
import { ChooseAccountPage } from './pages/choose-account-page'
import { ConsentPage } from './pages/consent-page'
import { ErrorPage } from './pages/error-page'
import { MovePage } from './pages/move-page'
import { ResetPasswordPage } from './pages/reset-password-page'
import { SecondFactorPage } from './pages/second-factor-page'
import { SetupPage } from './pages/setup-page'
import { SignInPage } from './pages/sign-in-page'
import { SignUpPage } from './pages/sign-up-page'
import { TermsPage } from './pages/terms-page'
import { WelcomePage } from './pages/welcome-page'

interface PageProps {
  readonly state: PageState
  readonly look: Look
  readonly texts: i18n
}

/** A page, on the server and in the browser the same. */
export function Page({ state, look, texts }: PageProps) {
  useEffect(() => document.body.setAttribute('data-alive', ''), [])
  return (
    <I18nextProvider i18n={texts}>
      <LookContext value={look}>{contentOf(state)}</LookContext>
    </I18nextProvider>
  )
}

function contentOf(state: PageState) {
  switch (state.page) {
    case 'sign-in':
      return <SignInPage state={state} />
    case 'second-factor':
      return <SecondFactorPage state={state} />
    case 'choose-account':
      return <ChooseAccountPage state={state} />
    case 'sign-up':
      return <SignUpPage state={state} />
    case 'welcome':
      return <WelcomePage state={state} />
    case 'sso-setup':
      return <SetupPage state={state} />
    case 'move':
      return <MovePage state={state} />
    case 'terms':
      return <TermsPage state={state} />
    case 'consent':
      return <ConsentPage state={state} />
    case 'reset-password':
      return <ResetPasswordPage state={state} />
    case 'error':
      return <ErrorPage state={state} />
  }
}
