import { useTranslation } from 'react-i18next'
import type { MoveState } from '../../../../src/portal/portal-state'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'

interface MoveProps {
  readonly state: MoveState
}

const STEPS = ['account', 'repo', 'identity', 'activate', 'deactivate'] as const

/** How does one move to another server? */
export function MovePage({ state }: MoveProps) {
  const { t } = useTranslation()
  return (
    <PortalFrame state={state} title="account.move.title" lead={t('account.move.lead')}>
      <ol className="steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`account.move.steps.${step}`)}</li>
        ))}
      </ol>
      <Panel title={t('account.move.codeTitle')}>
        {state.isPlc ? <Code state={state} /> : <p>{t('account.move.web')}</p>}
      </Panel>
      <Panel title={t('account.move.credentialsTitle')}>
        <p>{t('account.move.credentialsLead')}</p>
        <pre dir="ltr" tabIndex={0} aria-label={t('account.move.credentialsTitle')}>
          {state.credentials}
        </pre>
      </Panel>
    </PortalFrame>
  )
}

function Code({ state: { email, action, csrf } }: MoveProps) {
  const { t } = useTranslation()
  if (email === undefined) return <p>{t('account.problem.no-email')}</p>
  return (
    <>
      <p>{t('account.move.codeLead', { email })}</p>
      <Form action={`${action}/code`} csrf={csrf} className="row">
        <button type="submit" className="button plain small">
          {t('account.action.sendCode')}
        </button>
      </Form>
    </>
  )
}
