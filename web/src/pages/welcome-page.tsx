import { useTranslation } from 'react-i18next'
import { CodeField } from '../controls/code-field'
import { Agreement } from '../controls/agreement'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { HandleField } from '../controls/handle-field'
import { Notice } from '../controls/notice'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import type { LinkingView, WelcomeState } from '../../../src/oauth/page-state'

/** Your organization has sent you; who do you want to be here? */
export function WelcomePage({ state }: { readonly state: WelcomeState }) {
  const { t } = useTranslation()
  const { organization, problem, needsApproval, links } = state
  return (
    <Frame>
      <h1>{t('welcome.title')}</h1>
      <p className="lead">{t('welcome.lead', { organization })}</p>
      <Problem code={problem} />
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          <HandleField handle={state.handle} domains={state.domains} />
          <Notice kind="info">{t('welcome.public')}</Notice>
          <Field
            name="email"
            type="email"
            label={t('signUp.email')}
            defaultValue={state.email}
            required
            autoComplete="email"
            dir="ltr"
          />
          <Agreement links={links} />
        </div>
        <div className="actions">
          <Decision value="accept">{t(needsApproval ? 'welcome.ask' : 'action.signUp')}</Decision>
          <Decision value="deny">{t('action.cancel')}</Decision>
        </div>
      </PageForm>
      {state.linking && <LinkingForm state={state} linking={state.linking} />}
      <div className="aside">
        <p>{t('welcome.haveAccount')}</p>
      </div>
    </Frame>
  )
}

interface LinkingFormProps {
  readonly state: WelcomeState
  readonly linking: LinkingView
}

/** For whoever has an account with this address: a code that is sent there links it. */
function LinkingForm({ state: { action, csrf, organization }, linking }: LinkingFormProps) {
  const { t } = useTranslation()
  const { address, isSent } = linking
  return (
    <section aria-labelledby="linking">
      <h2 id="linking">{t('welcome.link.title')}</h2>
      <p>{t(isSent ? 'welcome.link.sent' : 'welcome.link.lead', { address, organization })}</p>
      <PageForm action={isSent ? action : `${action}/code`} csrf={csrf}>
        {isSent && <CodeField label={t('reset.code')} />}
        <div className="actions">
          <Decision value="link">{t(isSent ? 'welcome.link.action' : 'welcome.link.send')}</Decision>
        </div>
      </PageForm>
    </section>
  )
}
