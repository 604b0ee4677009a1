import { useTranslation } from 'react-i18next'
import type { SecondFactorState } from '../../../src/oauth/page-state'
import { Choice } from '../controls/choice'
import { CodeField } from '../controls/code-field'
import { Decision } from '../controls/decision'
import { AppCard } from '../frame/app-card'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { Text } from '../i18n/words'
import { PasskeyButton } from '../passkeys/passkey-button'

interface StepProps {
  readonly state: SecondFactorState
}

/** Is it really you? */
export function SecondFactorPage({ state }: StepProps) {
  const { t } = useTranslation()
  const { app, problem, ways, links } = state
  return (
    <Frame>
      <h1>{t('second.title')}</h1>
      <p className="lead">
        <Text
          text="second.lead"
          values={{ handle: state.handle }}
          parts={{ account: <strong dir="ltr" /> }}
        />
      </p>
      {app && <AppCard app={app} />}
      <Problem code={problem ?? (ways.includes('email') ? 'code-sent' : undefined)} />
      <PageForm action={state.action} csrf={state.csrf}>
        <Entries state={state} />
        <div className="actions">
          <Decision value="accept" look={state.passkey ? 'plain' : undefined}>
            {t('action.signIn')}
          </Decision>
          {app && <Decision value="deny">{t('action.cancel')}</Decision>}
        </div>
      </PageForm>
      {links.signIn === undefined ? undefined : (
        <div className="aside">
          <p>
            <a href={links.signIn}>{t('second.other')}</a>
          </p>
        </div>
      )}
    </Frame>
  )
}

function Entries({ state }: StepProps) {
  const { t } = useTranslation()
  const { passkey, trustDays } = state
  return (
    <div className="stack">
      {passkey && <PasskeyButton request={passkey} label={t('passkey.confirm')} look="primary" />}
      {passkey && (
        <noscript>
          <p className="hint">{t('passkey.needsScripts')}</p>
        </noscript>
      )}
      <Code state={state} />
      {trustDays > 0 && (
        <Choice
          name="trust"
          value="on"
          label={t('second.trust')}
          hint={t('second.trustHint', { days: trustDays })}
        />
      )}
    </div>
  )
}

/** Codes of all kinds are told apart by the server. */
function Code({ state: { ways } }: StepProps) {
  const { t } = useTranslation()
  if (ways.includes('email')) return <CodeField label={t('second.mail')} />
  if (ways.includes('totp')) return <CodeField label={t('second.codeOrRecovery')} />
  return <CodeField label={t('second.recovery')} hint={t('second.recoveryHint')} />
}
