import { useTranslation } from 'react-i18next'
import { Agreement } from '../controls/agreement'
import { Decision } from '../controls/decision'
import { Field } from '../controls/field'
import { HandleField } from '../controls/handle-field'
import { NewPasswordField } from '../controls/new-password-field'
import { Notice } from '../controls/notice'
import { PasswordField } from '../controls/password-field'
import { Frame } from '../frame/frame'
import { MoveSteps } from '../frame/move-steps'
import { PageForm } from '../frame/page-form'
import { Problem } from '../frame/problem'
import { useLook } from '../frame/use-look'
import type { MoveState, OrganizationView } from '../../../src/oauth/page-state'

interface MoveProps {
  readonly state: MoveState
}

/** Somebody moves their account here, and sees how far it is. */
export function MovePage({ state }: MoveProps) {
  const { t } = useTranslation()
  return (
    <Frame>
      <h1>{t('move.title')}</h1>
      <Content state={state} />
    </Frame>
  )
}

function Content({ state }: MoveProps) {
  switch (state.step) {
    case 'begin':
      return <Beginning state={state} />
    case 'start':
      return <Start state={state} />
    case 'done':
    case 'over':
      return <End state={state} />
    default:
      return <OnTheWay state={state} />
  }
}

function Lead({ state: { account, server } }: MoveProps) {
  const { t } = useTranslation()
  const { serviceName: service } = useLook()
  return <p className="lead">{t('move.lead', { account, server, service })}</p>
}

function Beginning({ state }: MoveProps) {
  const { t, i18n } = useTranslation()
  const { action, csrf, token, until, server } = state
  // The same on the server and in the browser, wherever that is.
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  const moment = new Intl.DateTimeFormat(i18n.language, format).format(new Date(until))
  return (
    <>
      <Lead state={state} />
      <ul>
        <li>{t('move.comes')}</li>
        <li>{t('move.stays', { server })}</li>
        <li>{t('move.needs', { server })}</li>
      </ul>
      <p>{t('move.once', { moment })}</p>
      <PageForm action={action} csrf={csrf}>
        <input type="hidden" name="token" value={token} />
        <div className="actions">
          <Decision value="accept">{t('move.begin')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function Start({ state }: MoveProps) {
  const { t } = useTranslation()
  const { action, csrf, problem, newHandle, fields, domains } = state
  return (
    <>
      <Lead state={state} />
      <Message state={state} title={t('move.inTheWay')} />
      <Trouble state={state} />
      <Problem code={problem} />
      <PageForm action={action} csrf={csrf}>
        <div className="stack">
          <OldPassword state={state} />
          {newHandle === undefined ? (
            <HandleField handle={fields?.handle ?? ''} domains={domains} />
          ) : (
            <p>{t('move.handle', { handle: newHandle })}</p>
          )}
          <Field
            name="email"
            type="email"
            label={t('move.email')}
            hint={t('move.emailHint')}
            defaultValue={fields?.email}
            autoComplete="email"
            dir="ltr"
          />
          <NewPassword state={state} />
          {state.links && <Agreement links={state.links} />}
        </div>
        <div className="actions">
          <Decision value="accept">{t('move.go')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

/** Whoever signs in with an organization needs none. */
function NewPassword({ state: { awaited } }: MoveProps) {
  const { t } = useTranslation()
  if (awaited?.isSure) return <p>{t('move.awaited', { name: awaited.name })}</p>
  return (
    <NewPasswordField
      label={t('move.newPassword')}
      {...(awaited && { instead: t('move.awaitedMaybe', { name: awaited.name }) })}
    />
  )
}

/** Signing in at the old server; the code is asked for where that server has mailed one. */
function OldPassword({ state: { server, trouble } }: MoveProps) {
  const { t } = useTranslation()
  return (
    <>
      <PasswordField
        name="oldPassword"
        label={t('move.oldPassword', { server })}
        hint={t('move.oldPasswordHint', { server })}
        required
        autoComplete="off"
        dir="ltr"
      />
      {trouble === 'code-sent' && <CodeField name="signInCode" label={t('move.signInCode', { server })} />}
    </>
  )
}

function CodeField({ name, label }: { readonly name: string; readonly label: string }) {
  return (
    <Field
      name={name}
      label={label}
      required
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      dir="ltr"
    />
  )
}

function Trouble({ state: { trouble, server } }: MoveProps) {
  const { t } = useTranslation()
  if (trouble === undefined) return undefined
  return (
    <Notice kind={trouble === 'code-sent' ? 'info' : 'error'}>
      {t(`move.trouble.${trouble}`, { server })}
    </Notice>
  )
}

function Message({ state: { message }, title }: MoveProps & { readonly title: string }) {
  if (message === undefined) return undefined
  return (
    <Notice kind="error" title={title}>
      <span lang="en" dir="ltr">
        {message}
      </span>
    </Notice>
  )
}

/** What is to be done now, and how far it is. */
function OnTheWay({ state }: MoveProps) {
  return (
    <>
      <Lead state={state} />
      {state.organization && <ToOrganization organization={state.organization} />}
      {state.step !== 'organization' && <Task state={state} />}
      <MoveSteps steps={state.steps ?? []} counts={state.counts} />
    </>
  )
}

/** A link and no form: browsers do not let forms lead to other sites. */
function ToOrganization({ organization }: { readonly organization: OrganizationView }) {
  const { t } = useTranslation()
  const { name, href } = organization
  return (
    <>
      <Notice kind="info" title={t('move.organizationTitle', { name })}>
        {t('move.organizationLead', { name })}
      </Notice>
      <p>
        <a className="button primary" href={href}>
          {t('organization.continue', { name })}
        </a>
      </p>
    </>
  )
}

function Task({ state }: MoveProps) {
  const { t } = useTranslation()
  const { server, step, message } = state
  if (step === 'underWay')
    return (
      <Notice kind="info" title={t('move.underWayTitle')}>
        {t('move.underWay')}
      </Notice>
    )
  return (
    <>
      <Trouble state={state} />
      {step === 'code' && <Problem code={state.problem} />}
      {step === 'code' && <p>{t('move.codeLead', { server })}</p>}
      {step === 'again' && <p>{t('move.againLead', { server })}</p>}
      {step === 'failed' && <Message state={state} title={t('move.failedTitle')} />}
      {step === 'document' && (
        <>
          <p>{t('move.documentLead')}</p>
          <pre lang="en" dir="ltr" tabIndex={0}>
            {message}
          </pre>
        </>
      )}
      <PageForm action={state.action} csrf={state.csrf}>
        <div className="stack">
          {step === 'code' && <CodeField name="code" label={t('move.code')} />}
          {step === 'again' && <OldPassword state={state} />}
        </div>
        <div className="actions">
          <Decision value="accept">{t(step === 'failed' ? 'move.retry' : 'move.goOn')}</Decision>
        </div>
      </PageForm>
    </>
  )
}

function End({ state }: MoveProps) {
  const { t } = useTranslation()
  const { serviceName: service } = useLook()
  const { step, newHandle, server, account, signInWith: name } = state
  if (step === 'over') return <Notice kind="info">{t('move.over', { account, server })}</Notice>
  return (
    <>
      <Notice kind="success" title={t('move.doneTitle')}>
        {t('move.done', { handle: newHandle ?? account, service })}
      </Notice>
      <p>{name === undefined ? t('move.doneNext', { server }) : t('move.doneSignIn', { server, name })}</p>
      <p>
        <a className="button primary" href="/account">
          {t('move.toAccount')}
        </a>
      </p>
    </>
  )
}
