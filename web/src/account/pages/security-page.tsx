import { useTranslation } from 'react-i18next'
import type { EventView, OwnPasskeyView, SecurityState } from '../../../../src/portal/portal-state'
import { Empty } from '../frame/empty'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { Address, usePlaceName } from '../frame/place'
import { PortalFrame } from '../frame/portal-frame'
import { Time, When } from '../frame/time'
import { OrganizationsPanel } from './organizations-panel'
import { useNumbers } from '../frame/use-numbers'

interface SecurityProps {
  readonly state: SecurityState
}

/** What protects the account, and what has happened to it? */
export function SecurityPage({ state }: SecurityProps) {
  return (
    <PortalFrame state={state} title="account.security.title">
      <Passkeys state={state} />
      <Totp state={state} />
      <RecoveryCodes state={state} />
      <OrganizationsPanel state={state} />
      <Events state={state} />
    </PortalFrame>
  )
}

function Passkeys({ state }: SecurityProps) {
  const { t } = useTranslation()
  const { passkeys, root } = state
  return (
    <Panel title={t('account.security.passkeys')}>
      <p>{t('account.security.passkeysLead')}</p>
      <ul className="lines">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <Passkey state={state} passkey={passkey} />
          </li>
        ))}
      </ul>
      <a className="button plain small" href={`${root}/new-passkey`}>
        {t('account.security.addPasskey')}
      </a>
    </Panel>
  )
}

function Passkey({ state, passkey }: SecurityProps & { readonly passkey: OwnPasskeyView }) {
  const { t } = useTranslation()
  const { id, name, addedAt, usedAt, isSynced } = passkey
  return (
    <>
      <div>
        <p className="line-title">
          <bdi>{name}</bdi>{' '}
          {isSynced ? <span className="tag">{t('account.security.synced')}</span> : undefined}
        </p>
        <p className="hint parts">
          <When text="account.time.created" at={addedAt} />
          {usedAt === undefined ? (
            <span>{t('account.time.unused')}</span>
          ) : (
            <When text="account.time.lastUsed" at={usedAt} />
          )}
        </p>
        <details>
          <summary>
            {t('account.security.rename')}
            <span className="hidden-text">: {name}</span>
          </summary>
          <Form action={state.action} csrf={state.csrf} className="row">
            <div className="entry">
              <input
                name="name"
                defaultValue={name}
                required
                maxLength={64}
                aria-label={t('account.passwords.name')}
              />
            </div>
            <button type="submit" name="rename" value={id} className="button plain small">
              {t('account.action.save')}
            </button>
          </Form>
        </details>
      </div>
      <Form action={state.action} csrf={state.csrf}>
        <button type="submit" name="remove" value={id} className="button plain small">
          {t('account.action.remove')}
          <span className="hidden-text">: {name}</span>
        </button>
      </Form>
    </>
  )
}

function Totp({ state }: SecurityProps) {
  const { t } = useTranslation()
  const { totpSince, root } = state
  return (
    <Panel title={t('account.security.totp')}>
      <p>{t('account.security.totpLead')}</p>
      {totpSince === undefined ? (
        <a className="button plain small" href={`${root}/new-totp`}>
          {t('account.security.addTotp')}
        </a>
      ) : (
        <>
          <p className="hint">
            <When text="account.time.created" at={totpSince} />
          </p>
          <Form action={state.action} csrf={state.csrf} className="row">
            <button type="submit" name="decision" value="remove-totp" className="button danger small">
              {t('account.security.removeTotp')}
            </button>
          </Form>
        </>
      )}
    </Panel>
  )
}

function RecoveryCodes({ state }: SecurityProps) {
  const { t } = useTranslation()
  const { whole } = useNumbers()
  const { recoveryCodesLeft } = state
  return (
    <Panel title={t('account.security.codes')}>
      <p>{t('account.security.codesLead')}</p>
      {recoveryCodesLeft === undefined ? (
        <p className="hint">{t('account.security.codesLater')}</p>
      ) : (
        <>
          <p className="hint">{t('account.security.codesLeft', { number: whole(recoveryCodesLeft) })}</p>
          <Form action={state.action} csrf={state.csrf} className="row">
            <button type="submit" name="decision" value="renew-codes" className="button plain small">
              {t('account.security.renewCodes')}
            </button>
          </Form>
        </>
      )}
    </Panel>
  )
}

function Events({ state }: SecurityProps) {
  const { t } = useTranslation()
  const { events, earlier, action } = state
  return (
    <Panel title={t('account.security.events')}>
      {events.length === 0 ? <Empty title={t('account.security.noEvents')} /> : undefined}
      <ul className="lines">
        {events.map((event, index) => (
          <li key={index}>
            <Event event={event} />
          </li>
        ))}
      </ul>
      {earlier === undefined ? undefined : (
        <a href={`${action}?before=${encodeURIComponent(earlier)}`}>{t('account.security.earlier')}</a>
      )}
    </Panel>
  )
}

function Event({ event: { kind, at, place, name } }: { readonly event: EventView }) {
  const { t } = useTranslation()
  const placeName = usePlaceName()
  return (
    <div>
      <p className="line-title">{t(`account.event.${kind}`)}</p>
      <p className="hint parts">
        {name === undefined ? undefined : <bdi>{name}</bdi>}
        <Time at={at} />
        <span>{placeName(place)}</span>
        <Address place={place} />
      </p>
    </div>
  )
}
