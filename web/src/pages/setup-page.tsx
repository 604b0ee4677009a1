import { useTranslation } from 'react-i18next'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { LongField } from '../controls/long-field'
import { Notice } from '../controls/notice'
import { Frame } from '../frame/frame'
import { PageForm } from '../frame/page-form'
import type { SetupResult, SetupState } from '../../../src/oauth/page-state'

const TEXT_MAX = 1_000
const SECRET_MAX = 4_096
/** Of metadata, as a form carries them. */
const XML_MAX = 40_000

interface SetupProps {
  readonly state: SetupState
}

/** Somebody who has no account here says how this server reaches their identity provider. */
export function SetupPage({ state }: SetupProps) {
  const { t } = useTranslation()
  const { step, name } = state
  return (
    <Frame isWide={step === 'fill'}>
      <h1>{t('setup.title')}</h1>
      {step === 'begin' && <Beginning state={state} />}
      {step === 'fill' && <Filling state={state} />}
      {step === 'done' && (
        <>
          <Notice kind="success" title={t('setup.doneTitle')}>
            {t('setup.done', { name })}
          </Notice>
          <p>{t('setup.doneNext')}</p>
        </>
      )}
    </Frame>
  )
}

function Beginning({ state: { action, csrf, token, name, until } }: SetupProps) {
  const { t, i18n } = useTranslation()
  // The same on the server and in the browser, wherever that is.
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  const moment = new Intl.DateTimeFormat(i18n.language, format).format(new Date(until))
  return (
    <>
      <p className="lead">{t('setup.lead', { name })}</p>
      <p>{t('setup.once', { moment })}</p>
      <PageForm action={action} csrf={csrf}>
        <input type="hidden" name="token" value={token} />
        <div className="actions">
          <Decision value="accept">{t('setup.begin')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function Filling({ state }: SetupProps) {
  const { t } = useTranslation()
  const { action, csrf, kind, name, checks, isComplete } = state
  return (
    <>
      <p className="lead">{t('setup.fillLead', { name })}</p>
      <Addresses state={state} />
      <section aria-labelledby="provider" className="part">
        <h2 id="provider">{t('setup.provider')}</h2>
        <Checks checks={checks} />
        <PageForm action={action} csrf={csrf}>
          <div className="stack">
            {kind === 'oidc' ? <OidcFields state={state} /> : <SamlFields state={state} />}
          </div>
          <div className="actions">
            <Decision value="accept" look="plain">
              {t('setup.save')}
            </Decision>
          </div>
        </PageForm>
      </section>
      {isComplete && <Trial state={state} />}
    </>
  )
}

function Addresses({ state: { addresses = [] } }: SetupProps) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="addresses" className="part">
      <h2 id="addresses">{t('setup.addresses')}</h2>
      <p>{t('setup.addressesLead')}</p>
      <dl className="pairs">
        {addresses.map(({ what, url }) => (
          <div key={what}>
            <dt>{t(`setup.address.${what}`)}</dt>
            <dd dir="ltr">
              <code>{url}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function OidcFields({ state: { fields, hasSecret = false } }: SetupProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        name="issuer"
        type="url"
        label={t('setup.issuer')}
        hint={t('setup.issuerHint')}
        defaultValue={fields?.issuer}
        required
        maxLength={TEXT_MAX}
        autoComplete="off"
        dir="ltr"
      />
      <Field
        name="clientId"
        label={t('setup.clientId')}
        defaultValue={fields?.clientId}
        required
        maxLength={TEXT_MAX}
        autoComplete="off"
        dir="ltr"
      />
      <Field
        name="secret"
        type="password"
        label={t('setup.secret')}
        hint={t(hasSecret ? 'setup.secretKept' : 'setup.secretHint')}
        required={!hasSecret}
        maxLength={SECRET_MAX}
        autoComplete="off"
        dir="ltr"
      />
    </>
  )
}

function SamlFields({ state: { fields } }: SetupProps) {
  const { t } = useTranslation()
  return (
    <>
      <Field
        name="metadataUrl"
        type="url"
        label={t('setup.metadataUrl')}
        hint={t('setup.metadataUrlHint')}
        defaultValue={fields?.metadataUrl}
        maxLength={TEXT_MAX}
        autoComplete="off"
        dir="ltr"
      />
      <LongField name="xml" label={t('setup.xml')} hint={t('setup.xmlHint')} maxLength={XML_MAX} />
    </>
  )
}

/** What was found when it was saved just now. */
function Checks({ checks }: Pick<SetupState, 'checks'>) {
  const { t } = useTranslation()
  if (checks.length === 0) return undefined
  const wrong = checks.filter(({ ok }) => !ok)
  return (
    <>
      <Notice kind={wrong.length > 0 ? 'error' : 'success'}>
        {t(wrong.length > 0 ? 'setup.wrong' : 'setup.well')}
      </Notice>
      {wrong.length > 0 && (
        <ul className="exact">
          {wrong.map(({ message }) => (
            <li key={message} lang="en" dir="ltr">
              {message}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** A sign-in that tries it, and the end. */
function Trial({ state: { action, csrf, result } }: SetupProps) {
  const { t } = useTranslation()
  return (
    <>
      <section aria-labelledby="trial" className="part">
        <h2 id="trial">{t('setup.trial')}</h2>
        <p>{t('setup.trialLead')}</p>
        {result && <Result result={result} />}
        <div className="actions">
          <a className="button plain" href={`${action}/test`}>
            {t('setup.try')}
          </a>
        </div>
      </section>
      <section aria-labelledby="submit" className="part">
        <h2 id="submit">{t('setup.handIn')}</h2>
        <p>{t('setup.handInLead')}</p>
        <PageForm action={action} csrf={csrf}>
          <div className="actions">
            <Decision value="submit">{t('setup.handInAction')}</Decision>
          </div>
        </PageForm>
      </section>
    </>
  )
}

function Result({ result: { ok, detail, claims } }: { readonly result: SetupResult }) {
  const { t } = useTranslation()
  return (
    <>
      <Notice kind={ok ? 'success' : 'error'}>{t(ok ? 'setup.tried' : 'setup.failed')}</Notice>
      {detail !== undefined && (
        <p lang="en" dir="ltr">
          {detail}
        </p>
      )}
      {claims.length > 0 && (
        <details open={ok}>
          <summary>{t('setup.claims')}</summary>
          <dl className="pairs" dir="ltr">
            {claims.map(({ name, value }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
