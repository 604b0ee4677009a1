import { useTranslation } from 'react-i18next'
import { Decision } from '../controls/decision'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import type { AccountView, ChooseAccountState } from '../../../src/oauth/page-state'

/** Which of the accounts on this device? */
export function ChooseAccountPage({ state }: { readonly state: ChooseAccountState }) {
  const { t } = useTranslation()
  const { app, problem, accounts } = state
  return (
    <Frame>
      <h1>{t('choose.title')}</h1>
      <p className="lead">{t(app ? 'choose.lead' : 'choose.leadAccount')}</p>
      {app && <AppCard app={app} />}
      <Problem code={problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <ul className="accounts">
          {accounts.map((account) => (
            <li key={account.did}>
              <AccountButton account={account} />
            </li>
          ))}
        </ul>
        <div className="actions">
          <Decision value="other">{t('choose.other')}</Decision>
          {app && <Decision value="deny">{t('action.cancel')}</Decision>}
        </div>
      </PageForm>
    </Frame>
  )
}

function AccountButton({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation()
  return (
    <button type="submit" name="account" value={account.did} className="account">
      <span className="mark" aria-hidden="true">
        {account.handle.slice(0, 1)}
      </span>
      <span>
        <span className="name" dir="ltr">
          {account.handle}
        </span>
        {account.needsPassword ? <span className="more">{t('choose.needsPassword')}</span> : undefined}
      </span>
      <span className="arrow" aria-hidden="true" />
    </button>
  )
}
