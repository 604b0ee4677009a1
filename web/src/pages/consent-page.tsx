import { useTranslation } from 'react-i18next'
import { Permissions } from '../consent/permissions'
import { Decision } from '../controls/decision'
import { AppCard, AppWarning } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { Text } from '../i18n/words'
import type { ConsentState } from '../../../src/oauth/page-state'

/** May it? */
export function ConsentPage({ state }: { readonly state: ConsentState }) {
  const { t } = useTranslation()
  const { app, account, problem, permissions, redirectHost } = state
  return (
    <Frame isWide>
      <h1>{t('consent.title')}</h1>
      <p className="lead">
        <Text
          text="consent.lead"
          values={{ handle: account.handle }}
          parts={{ account: <strong dir="ltr" /> }}
        />
      </p>
      {app && <AppCard app={app} />}
      {app && <AppWarning app={app} />}
      <Problem code={problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <Permissions permissions={permissions} />
        {redirectHost ? (
          <p className="lead">
            <Text
              text="consent.returns"
              values={{ host: redirectHost }}
              parts={{ host: <strong dir="ltr" /> }}
            />
          </p>
        ) : undefined}
        <div className="actions">
          <Decision value="accept">{t('consent.allow')}</Decision>
          <Decision value="deny">{t('consent.deny')}</Decision>
          <Decision value="other">{t('consent.switchAccount')}</Decision>
        </div>
      </PageForm>
    </Frame>
  )
}
