import { useTranslation } from 'react-i18next'
import type { OrganizationView } from '../../../src/oauth/page-state'

interface OrganizationsProps {
  readonly organizations: readonly OrganizationView[] | undefined
}

/** The ways of organizations to sign in; nothing where there are none. */
export function Organizations({ organizations = [] }: OrganizationsProps) {
  const { t } = useTranslation()
  if (organizations.length === 0) return undefined
  return (
    <div className="actions organizations">
      {organizations.map(({ name, href }) => (
        <a key={href} className="button" href={href}>
          {t('organization.continue', { name })}
        </a>
      ))}
    </div>
  )
}
