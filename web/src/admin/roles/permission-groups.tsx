import { useMe } from '../api/me'
import type { Permission } from '../api/me'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { PermissionFacts } from './roles-query'

interface PermissionGroupsProps {
  readonly permissions: readonly PermissionFacts[]
  readonly chosen: ReadonlySet<Permission>
  readonly onChange: (chosen: ReadonlySet<Permission>) => void
  /** whether nothing can be changed */
  readonly isFixed: boolean
}

/** All permissions, by what they are about. What whoever chooses may not do themselves cannot be chosen. */
export function PermissionGroups({ permissions, chosen, onChange, isFixed }: PermissionGroupsProps) {
  const { t, nameOf } = useTexts()
  const whyNot = useWhyNot()
  const change = (ids: readonly Permission[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (isOn) next.add(id)
      else next.delete(id)
    }
    onChange(next)
  }
  const resourceOf = ({ id }: PermissionFacts) => id.split('.', 1)[0]!
  return [...new Set(permissions.map(resourceOf))].map((resource) => {
    const own = permissions.filter((one) => resourceOf(one) === resource)
    const possible = own.filter(({ id }) => whyNot(id) === undefined).map(({ id }) => id)
    const hasAll = possible.length > 0 && possible.every((id) => chosen.has(id))
    const name = nameOf('permissionGroup', resource)
    const toggle = t(hasAll ? 'roles.chooseNone' : 'roles.chooseAll')
    return (
      <fieldset key={resource} className="permission-group">
        <legend>{name}</legend>
        {!isFixed && possible.length > 1 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${toggle}: ${name}`}
            onClick={() => change(possible, !hasAll)}
          >
            {toggle}
          </button>
        )}
        {own.map((permission) => (
          <PermissionChoice
            key={permission.id}
            permission={permission}
            isOn={chosen.has(permission.id)}
            isFixed={isFixed}
            whyNot={whyNot(permission.id)}
            onChange={(isOn) => change([permission.id], isOn)}
          />
        ))}
      </fieldset>
    )
  })
}

interface PermissionChoiceProps {
  readonly permission: PermissionFacts
  readonly isOn: boolean
  readonly isFixed: boolean
  /** why it cannot be chosen */
  readonly whyNot: string | undefined
  readonly onChange: (isOn: boolean) => void
}

function PermissionChoice({ permission, isOn, isFixed, whyNot, onChange }: PermissionChoiceProps) {
  const { t, nameOf } = useTexts()
  const { id, help, scope, peopleOnly } = permission
  return (
    <label className="permission">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isFixed || whyNot !== undefined}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {nameOf('permission', id, help)}
        <span className="permission-more">
          <code>{id}</code>
          {scope === 'accounts' && <Badge tone="quiet">{t('roles.perDomain')}</Badge>}
          {peopleOnly && <Badge tone="quiet">{t('roles.peopleOnly')}</Badge>}
          {whyNot !== undefined && !isFixed && <span className="permission-why">{whyNot}</span>}
        </span>
      </span>
    </label>
  )
}

/** Says why whoever is signed in may not give a permission; undefined if they may. */
function useWhyNot(): (permission: Permission) => string | undefined {
  const { t } = useTexts()
  const { grants } = useMe()
  return (wanted) => {
    const grant = grants.find(({ permission }) => permission === wanted)
    if (!grant) return t('roles.notOwn')
    return grant.domains && t('roles.notEverywhere', { domains: grant.domains.join(', ') })
  }
}
