import type { i18n } from 'i18next'
import { I18nextProvider } from 'react-i18next'
import type { PortalState } from '../../../src/portal/portal-state'
import type { Look } from '../frame/look'
import { LookContext } from '../frame/use-look'
import type { TextKey } from '../i18n/words'
import { AppPasswordsPage } from './pages/app-passwords-page'
import { AppsPage } from './pages/apps-page'
import { ConfirmPage } from './pages/confirm-page'
import { DataPage } from './pages/data-page'
import { DeletePage } from './pages/delete-page'
import { DevicesPage } from './pages/devices-page'
import { EmailPage } from './pages/email-page'
import { FarewellPage } from './pages/farewell-page'
import { HandlePage } from './pages/handle-page'
import { MovePage } from './pages/move-page'
import { NewAppPasswordPage } from './pages/new-app-password-page'
import { NewPasskeyPage } from './pages/new-passkey-page'
import { NewTotpPage } from './pages/new-totp-page'
import { OverviewPage } from './pages/overview-page'
import { PasswordPage } from './pages/password-page'
import { RecoveryCodesPage } from './pages/recovery-codes-page'
import { RefusedPage } from './pages/refused-page'
import { SecurityPage } from './pages/security-page'
import { SignedOutPage } from './pages/signed-out-page'

interface AccountPageProps {
  readonly state: PortalState
  readonly look: Look
  readonly texts: i18n
}

/** A page of the account portal. */
export function AccountPage({ state, look, texts }: AccountPageProps) {
  return (
    <I18nextProvider i18n={texts}>
      <LookContext value={look}>{contentOf(state)}</LookContext>
    </I18nextProvider>
  )
}

const TITLES: Readonly<Record<PortalState['page'], TextKey>> = {
  overview: 'account.title',
  apps: 'account.apps.title',
  devices: 'account.devices.title',
  'app-passwords': 'account.passwords.title',
  'new-app-password': 'account.passwords.new',
  email: 'account.email.title',
  password: 'account.password.title',
  handle: 'account.handle.title',
  security: 'account.security.title',
  'new-totp': 'account.security.addTotp',
  'new-passkey': 'account.security.addPasskey',
  'recovery-codes': 'account.security.codes',
  data: 'account.data.title',
  delete: 'account.delete.title',
  move: 'account.move.title',
  confirm: 'account.confirm.title',
  farewell: 'account.farewell.title',
  'signed-out': 'account.signedOut.title',
  refused: 'account.refused.title',
}

/** What a page is called in the title of its window. */
export function titleOf({ page }: PortalState): TextKey {
  return TITLES[page]
}

function contentOf(state: PortalState) {
  switch (state.page) {
    case 'overview':
      return <OverviewPage state={state} />
    case 'apps':
      return <AppsPage state={state} />
    case 'devices':
      return <DevicesPage state={state} />
    case 'app-passwords':
      return <AppPasswordsPage state={state} />
    case 'new-app-password':
      return <NewAppPasswordPage state={state} />
    case 'email':
      return <EmailPage state={state} />
    case 'password':
      return <PasswordPage state={state} />
    case 'handle':
      return <HandlePage state={state} />
    case 'security':
      return <SecurityPage state={state} />
    case 'new-totp':
      return <NewTotpPage state={state} />
    case 'new-passkey':
      return <NewPasskeyPage state={state} />
    case 'recovery-codes':
      return <RecoveryCodesPage state={state} />
    case 'data':
      return <DataPage state={state} />
    case 'delete':
      return <DeletePage state={state} />
    case 'move':
      return <MovePage state={state} />
    case 'confirm':
      return <ConfirmPage state={state} />
    case 'farewell':
      return <FarewellPage />
    case 'signed-out':
      return <SignedOutPage state={state} />
    case 'refused':
      return <RefusedPage state={state} />
  }
}
