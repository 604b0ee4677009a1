import { useTranslation } from 'react-i18next'
import type { SecurityState } from '../../../../src/portal/portal-state'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { When } from '../frame/time'

/** The organizations with which one signs in; nothing where there are none. */
export function OrganizationsPanel({ state }: { readonly state: SecurityState }) {
  const { t } = useTranslation()
  const { organizations, action, csrf } = state
  if (organizations === undefined) return undefined
  return (
    <Panel title={t('account.security.organizations')}>
      <ul className="lines">
        {organizations.linked.map(({ id, name, email, since }) => (
          <li key={id}>
            <div>
              <p className="line-title">
                <bdi>{name}</bdi>
              </p>
              <p className="hint parts">
                {email === undefined ? undefined : <bdi>{email}</bdi>}
                <When text="account.time.created" at={since} />
              </p>
            </div>
            <Form action={action} csrf={csrf}>
              <button type="submit" name="unlink" value={id} className="button plain small">
                {t('account.action.remove')}
                <span className="hidden-text">: {name}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      {organizations.others.map(({ name, href }) => (
        <a key={href} className="button plain small" href={href}>
          {t('account.security.linkOrganization', { name })}
        </a>
      ))}
    </Panel>
  )
}
