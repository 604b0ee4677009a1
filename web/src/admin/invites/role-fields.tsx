import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { TextField } from '../controls/text-field'
import { rolesQuery } from '../roles/roles-query'
import { useRoleNames } from '../roles/use-role-names'
import { useTexts } from '../texts/texts'

/** No invite gives it. */
const OWNER = 'owner'

interface RoleFieldsProps {
  /** what goes with a code that gives a role, where that is not so anyway */
  readonly hint?: string | undefined
}

/** The role that somebody gets who uses a code, for whoever may give roles. */
export function RoleFields({ hint }: RoleFieldsProps) {
  const { t } = useTexts()
  const id = useId()
  const roleName = useRoleNames()
  const [role, setRole] = useState('')
  const { data } = useQuery(rolesQuery)
  const roles = [...(data?.data ?? []), ...(data?.custom ?? [])].filter(
    (each) => each.assignable && each.id !== OWNER,
  )
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('newInvites.role')}</label>
        <select
          id={id}
          name="role"
          className="entry"
          value={role}
          onChange={(event) => setRole(event.target.value)}
        >
          <option value="">{t('newInvites.noRole')}</option>
          {roles.map((each) => (
            <option key={each.id} value={each.id}>
              {roleName(each.id)}
            </option>
          ))}
        </select>
        {role !== '' && (
          <p className="hint">
            {t('newInvites.roleWhen')} {hint}
          </p>
        )}
      </div>
      {role !== '' && (
        <TextField
          label={t('roles.domainOptional')}
          hint={t('roles.domainHint')}
          name="roleDomain"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </>
  )
}

/** What was entered there, as it is sent. */
export function roleIn(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const [role, roleDomain] = [text('role'), text('roleDomain')]
  return { ...(role !== '' && { role }), ...(roleDomain !== '' && { roleDomain }) }
}
