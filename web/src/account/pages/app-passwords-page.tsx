import { useTranslation } from 'react-i18next'
import type { AppPasswordsState, AppPasswordView } from '../../../../src/portal/portal-state'
import { Empty } from '../frame/empty'
import { Form } from '../frame/form'
import { PortalFrame } from '../frame/portal-frame'
import { When } from '../frame/time'

/** Which passwords do applications have? */
export function AppPasswordsPage({ state }: { readonly state: AppPasswordsState }) {
  const { t } = useTranslation()
  const { passwords, root, action, csrf } = state
  return (
    <PortalFrame state={state} title="account.passwords.title" lead={t('account.passwords.lead')}>
      {passwords.length === 0 ? (
        <Empty title={t('account.passwords.none')} />
      ) : (
        <ul className="lines panel">
          {passwords.map((password) => (
            <li key={password.name}>
              <AppPassword password={password} />
              <Form action={action} csrf={csrf}>
                <button
                  type="submit"
                  name="revoke"
                  value={password.name}
                  className="button plain small"
                  aria-label={t('account.passwords.removeOne', { name: password.name })}
                >
                  {t('account.passwords.remove')}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <div className="actions row">
        <a className="button primary" href={`${root}/new-app-password`}>
          {t('account.passwords.new')}
        </a>
      </div>
    </PortalFrame>
  )
}

function AppPassword({ password }: { readonly password: AppPasswordView }) {
  const { t } = useTranslation()
  const { name, isPrivileged, createdAt, expiresAt, usedAt } = password
  return (
    <div>
      <p className="line-title">
        <bdi>{name}</bdi>{' '}
        {isPrivileged ? <span className="tag">{t('account.passwords.privileged')}</span> : undefined}
      </p>
      <p className="hint parts">
        <When text="account.time.created" at={createdAt} />
        {usedAt === undefined ? (
          <span>{t('account.time.unused')}</span>
        ) : (
          <When text="account.time.lastUsed" at={usedAt} />
        )}
        {expiresAt === undefined ? (
          <span>{t('account.time.endless')}</span>
        ) : (
          <When text="account.time.expires" at={expiresAt} />
        )}
      </p>
    </div>
  )
}
