import { useTranslation } from 'react-i18next'
import { Agreement } from '../controls/agreement'
import { Decision } from '../controls/decision'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { useLook } from '../frame/use-look'
import type { TermsState } from '../../../src/oauth/page-state'

/** There are other terms now; do you agree? */
export function TermsPage({ state }: { readonly state: TermsState }) {
  const { t } = useTranslation()
  const { serviceName: service } = useLook()
  const { app, account, problem, links } = state
  return (
    <Frame>
      <h1>{t('terms.title')}</h1>
      <p className="lead">{t('terms.lead', { handle: account.handle, service })}</p>
      {app && <AppCard app={app} />}
      <Problem code={problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          <Agreement links={links} />
        </div>
        <div className="actions">
          <Decision value="accept">{t('terms.agree')}</Decision>
          <Decision value="other">{t('choose.other')}</Decision>
          {app && <Decision value="deny">{t('action.cancel')}</Decision>}
        </div>
      </PageForm>
    </Frame>
  )
}
