import { useTranslation } from 'react-i18next'
import type { EmailState } from '../../../../src/portal/portal-state'
import { CodeField } from '../../controls/code-field'
import { Field } from '../../controls/field'
import { Facts } from '../frame/facts'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'
import { Select } from '../frame/select'

interface EmailProps {
  readonly state: EmailState
}

/** Where is the member's mail sent to? */
export function EmailPage({ state }: EmailProps) {
  const { t } = useTranslation()
  const { email, isConfirmed } = state
  const address = email === undefined ? t('account.overview.noEmail') : <bdi dir="ltr">{email}</bdi>
  return (
    <PortalFrame state={state} title="account.email.title" lead={t('account.email.lead')}>
      <Panel title={t('account.email.present')}>
        <Facts
          items={[
            { name: t('account.overview.email'), value: address },
            {
              name: t('account.overview.state'),
              value: t(isConfirmed ? 'account.overview.confirmed' : 'account.overview.unconfirmed'),
            },
          ]}
        />
      </Panel>
      {isConfirmed || email === undefined ? undefined : <Confirmation state={state} />}
      <Change state={state} />
      <Factor state={state} />
      <LetterLanguage state={state} />
    </PortalFrame>
  )
}

function Confirmation({ state }: EmailProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('account.email.confirmTitle')}>
      <p>{t('account.email.confirmLead', { email: state.email ?? '' })}</p>
      <SendCode state={state} purpose="confirm" />
      {state.step === 'confirm' ? (
        <Form action={state.action} csrf={state.csrf} className="narrow">
          <div className="stack">
            <CodeField label={t('account.email.code')} />
          </div>
          <div className="actions row">
            <button type="submit" name="decision" value="confirm" className="button primary">
              {t('account.email.confirm')}
            </button>
          </div>
        </Form>
      ) : undefined}
    </Panel>
  )
}

/** Whoever has a confirmed address proves to read its mail before it is changed. */
function Change({ state }: EmailProps) {
  const { t } = useTranslation()
  const { isConfirmed, step } = state
  return (
    <Panel title={t('account.email.changeTitle')}>
      {isConfirmed ? <p>{t('account.email.changeNeedsCode')}</p> : undefined}
      {isConfirmed ? <SendCode state={state} purpose="change" /> : undefined}
      {isConfirmed && step !== 'change' ? undefined : (
        <Form action={state.action} csrf={state.csrf} className="narrow">
          <div className="stack">
            <Field
              name="email"
              type="email"
              label={t('account.email.wanted')}
              defaultValue={state.wanted}
              required
              autoComplete="email"
              dir="ltr"
            />
            {isConfirmed ? <CodeField label={t('account.email.code')} /> : undefined}
          </div>
          <div className="actions row">
            <button type="submit" name="decision" value="change" className="button primary">
              {t('account.email.change')}
            </button>
          </div>
        </Form>
      )}
    </Panel>
  )
}

function Factor({ state }: EmailProps) {
  const { t } = useTranslation()
  const { isFactor, isConfirmed, step } = state
  return (
    <Panel title={t('account.email.factorTitle')}>
      <p>{t(isFactor ? 'account.email.factorOn' : 'account.email.factorOff')}</p>
      {isConfirmed ? (
        <SendCode state={state} purpose="factor" />
      ) : (
        <p className="hint">{t('account.email.factorUnconfirmed')}</p>
      )}
      {isConfirmed && step === 'factor' ? (
        <Form action={state.action} csrf={state.csrf} className="narrow">
          <div className="stack">
            <CodeField label={t('account.email.code')} />
          </div>
          <div className="actions row">
            <button
              type="submit"
              name="decision"
              value={isFactor ? 'factor-off' : 'factor-on'}
              className="button primary"
            >
              {t(isFactor ? 'account.email.turnOff' : 'account.email.turnOn')}
            </button>
          </div>
        </Form>
      ) : undefined}
    </Panel>
  )
}

function LetterLanguage({ state }: EmailProps) {
  const { t } = useTranslation()
  return (
    <Panel title={t('account.email.languageTitle')}>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <div className="stack">
          <Select
            name="language"
            label={t('account.email.language')}
            defaultValue={state.language ?? ''}
            autoComplete="off"
          >
            <option value="">{t('account.email.languageUsual')}</option>
            {state.languages.map((each) => (
              <option key={each} value={each} lang={each}>
                {new Intl.DisplayNames([each], { type: 'language' }).of(each)}
              </option>
            ))}
          </Select>
        </div>
        <div className="actions row">
          <button type="submit" name="decision" value="language" className="button primary">
            {t('account.email.languageSave')}
          </button>
        </div>
      </Form>
    </Panel>
  )
}

interface SendCodeProps extends EmailProps {
  readonly purpose: 'confirm' | 'change' | 'factor'
}

function SendCode({ state, purpose }: SendCodeProps) {
  const { t } = useTranslation()
  return (
    <Form action={`${state.action}/code`} csrf={state.csrf} className="row">
      <button type="submit" name="for" value={purpose} className="button plain small">
        {t('account.action.sendCode')}
      </button>
    </Form>
  )
}
