import { useTranslation } from 'react-i18next'
import type { DeleteState } from '../../../../src/portal/portal-state'
import { Choice } from '../../controls/choice'
import { CodeField } from '../../controls/code-field'
import { PasswordField } from '../../controls/password-field'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'

interface DeleteProps {
  readonly state: DeleteState
}

/** The end of the account: what is lost, and what it takes. */
export function DeletePage({ state }: DeleteProps) {
  const { t } = useTranslation()
  const { root, email, isCodeSent } = state
  return (
    <PortalFrame state={state} title="account.delete.title" lead={t('account.delete.lead')}>
      <Panel title={t('account.delete.lost')}>
        <ul>
          <li>{t('account.delete.lostRecords')}</li>
          <li>{t('account.delete.lostFiles')}</li>
          <li>{t('account.delete.lostAccess')}</li>
          <li>{t('account.delete.lostHandle', { handle: state.member.handle })}</li>
        </ul>
        <p className="hint">{t('account.delete.kept')}</p>
        <p>
          <a href={`${root}/data`}>{t('account.delete.exportFirst')}</a>
        </p>
      </Panel>
      <Panel title={t('account.delete.delete')}>
        <p>
          {t(email === undefined ? 'account.problem.no-email' : 'account.delete.step1', {
            email: email ?? '',
          })}
        </p>
        {email === undefined ? undefined : (
          <Form action={`${state.action}/code`} csrf={state.csrf} className="row">
            <button type="submit" className="button plain small">
              {t('account.action.sendCode')}
            </button>
          </Form>
        )}
        {isCodeSent ? <Last state={state} /> : undefined}
      </Panel>
    </PortalFrame>
  )
}

function Last({ state }: DeleteProps) {
  const { t } = useTranslation()
  return (
    <Form action={state.action} csrf={state.csrf} className="narrow">
      <input type="hidden" name="username" value={state.member.handle} autoComplete="username" />
      <div className="stack">
        <CodeField label={t('account.delete.code')} />
        <PasswordField
          name="password"
          label={t('account.delete.password')}
          required
          autoComplete="current-password"
          dir="ltr"
        />
        <Choice name="sure" value="on" required label={t('account.delete.sure')} />
      </div>
      <div className="actions row">
        <button type="submit" className="button danger">
          {t('account.delete.delete')}
        </button>
        <a className="button quiet" href={`${state.root}/data`}>
          {t('account.action.cancel')}
        </a>
      </div>
    </Form>
  )
}
