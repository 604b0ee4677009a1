import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { numberText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { RoleForm } from './role-form'
import { type CustomRole, roleQuery, rolesQuery } from './roles-query'

/** A role of the organization's own: what it allows, who has it, and how to change it. */
export function RoleScreen() {
  const { role: id } = useParams({ from: '/roles/$role' })
  const { t } = useTexts()
  const roles = useQuery(rolesQuery)
  const query = useQuery(roleQuery(id))
  return (
    <section className="screen">
      <Link to="/roles" className="way-back">
        <Icon name="back" />
        {t('place.roles')}
      </Link>
      <Loaded query={query}>
        {({ role, tag }) => (
          <>
            <Head role={role} tag={tag} />
            {!role.changeable && (
              <p className="panel info">
                <Icon name="lock" />
                {t('roles.notChangeable')}
              </p>
            )}
            <Loaded query={roles}>{(all) => <RoleForm key={tag} roles={all} role={role} tag={tag} />}</Loaded>
          </>
        )}
      </Loaded>
    </section>
  )
}

interface HeadProps {
  readonly role: CustomRole
  readonly tag: string | undefined
}

function Head({ role: { id, name, changeable }, tag }: HeadProps) {
  const { t } = useTexts()
  const may = useMay()
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const params = { path: { role: id } }
  return (
    <>
      <ScreenHead title={name} lead={<Holders id={id} />}>
        {changeable && may('roles.manage') && (
          <button type="button" className="button" onClick={() => setRemoving(true)}>
            {t('roles.remove')}
          </button>
        )}
      </ScreenHead>
      <ConfirmDialog
        open={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('roles.remove')}
        lead={t('roles.removeLead', { name })}
        action={t('roles.remove')}
        isGrave
        act={async () => {
          const headers = tag === undefined ? {} : { 'If-Match': tag }
          await dataOf<unknown>(api.DELETE('/admin/v1/roles/{role}', { params, headers }))
          void navigate({ to: '/roles', search: {} })
        }}
        done={t('roles.removed', { name })}
      />
    </>
  )
}

/** How many have it. */
function Holders({ id }: { readonly id: string }) {
  const { t, language } = useTexts()
  const query = { 'filter[role]': id, count: 'only' as const }
  const { data } = useQuery({
    queryKey: ['role-assignments', 'count', id],
    queryFn: () => dataOf(api.GET('/admin/v1/role-assignments', { params: { query } })),
  })
  const count = data?.count
  return (
    <span className="joined">
      <code>{id}</code>
      {count !== undefined && (
        <Link to="/roles" search={{ role: id }}>
          {t('roles.holders', { count, shown: numberText(count, language) })}
        </Link>
      )}
    </span>
  )
}
