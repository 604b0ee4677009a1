import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { RoleForm } from './role-form'
import { rolesQuery } from './roles-query'

/** Puts a role together. */
export function NewRoleScreen() {
  const { t } = useTexts()
  const query = useQuery(rolesQuery)
  return (
    <section className="screen">
      <Link to="/roles" className="way-back">
        <Icon name="back" />
        {t('place.roles')}
      </Link>
      <ScreenHead title={t('roles.new')} lead={t('roles.newLead')} />
      <Loaded query={query}>{(roles) => <RoleForm roles={roles} />}</Loaded>
    </section>
  )
}
