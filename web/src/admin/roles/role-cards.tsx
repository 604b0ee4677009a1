import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Permission, useMay } from '../api/me'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { useTexts } from '../texts/texts'
import { type PermissionFacts, rolesQuery } from './roles-query'

/** What each role may do: those of the organization's own, and those that every service has. */
export function RoleCards() {
  const { t, nameOf } = useTexts()
  const may = useMay()
  const query = useQuery(rolesQuery)
  return (
    <Loaded query={query}>
      {({ data, custom, permissions }) => (
        <>
          <section aria-labelledby="own-roles" className="part">
            <div className="part-head">
              <h2 id="own-roles">{t('roles.own')}</h2>
              {may('roles.manage') && (
                <Link to="/roles/new" className="button">
                  {t('roles.new')}
                </Link>
              )}
            </div>
            {custom.length === 0 ? (
              <EmptyState icon="shield" title={t('roles.noneOwn')} lead={t('roles.noneOwnLead')} />
            ) : (
              <div className="cards">
                {custom.map(({ id, name, ...role }) => (
                  <RoleCard key={id} id={id} name={name} {...role} all={permissions} isOwn />
                ))}
              </div>
            )}
          </section>
          <section aria-labelledby="roles" className="part">
            <h2 id="roles">{t('roles.all')}</h2>
            <div className="cards">
              {data.map(({ id, help, ...role }) => (
                <RoleCard
                  key={id}
                  id={id}
                  {...role}
                  name={t(`role.${id}`)}
                  help={nameOf('roleHelp', id, help)}
                  all={permissions}
                />
              ))}
            </div>
          </section>
        </>
      )}
    </Loaded>
  )
}

interface RoleCardProps {
  readonly id: string
  readonly name: string
  readonly help: string
  readonly priority: number
  readonly permissions: readonly Permission[]
  readonly all: readonly PermissionFacts[]
  /** whether the organization has made it, and it has a screen of its own */
  readonly isOwn?: boolean
}

function RoleCard({ id, name, help, priority, permissions, all, isOwn = false }: RoleCardProps) {
  const { t, nameOf } = useTexts()
  return (
    <section className="panel">
      <div className="card-head">
        <h3>
          {isOwn ? (
            <Link to="/roles/$role" params={{ role: id }} className="row-link">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        <span className="muted">{t('roles.rankOf', { priority })}</span>
      </div>
      {help !== '' && <p className="muted">{help}</p>}
      <details>
        <summary>{t('roles.permissions', { count: permissions.length })}</summary>
        <ul className="lines">
          {all
            .filter((each) => permissions.includes(each.id))
            .map((each) => (
              <li key={each.id}>
                <code>{each.id}</code> {nameOf('permission', each.id, each.help)}
              </li>
            ))}
        </ul>
      </details>
    </section>
  )
}
