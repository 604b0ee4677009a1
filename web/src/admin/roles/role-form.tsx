import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { type Permission, useMe } from '../api/me'
import { ActionForm } from '../controls/action-form'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { PermissionGroups } from './permission-groups'
import { RankHint } from './rank-hint'
import type { CustomRole, Roles } from './roles-query'
import { useRoleNames } from './use-role-names'

const PRIORITY_MAX = 99
const PRIORITY_DEFAULT = 10

interface RoleFormProps {
  readonly roles: Roles
  /** absent: a new one is made */
  readonly role?: CustomRole
  readonly tag?: string | undefined
}

/** What a role is called, how high it ranks, and what it allows. */
export function RoleForm({ roles, role, tag }: RoleFormProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const me = useMe()
  const priorityMax = Math.min(PRIORITY_MAX, me.priority - 1)
  const [name, setName] = useState(role?.name ?? '')
  const [id, setId] = useState<string>()
  const [priority, setPriority] = useState(role?.priority ?? Math.min(PRIORITY_DEFAULT, priorityMax))
  const [permissions, setPermissions] = useState<ReadonlySet<Permission>>(new Set(role?.permissions))
  const isFixed = role?.changeable === false
  const goBack = () => void navigate({ to: '/roles', search: {} })
  const keep = (form: FormData) => {
    const help = String(form.get('help')).trim()
    const body = { name: name.trim(), help, priority, permissions: [...permissions] }
    const headers = { ...once.current, ...(tag !== undefined && { 'If-Match': tag }) }
    return role
      ? dataOf(api.PATCH('/admin/v1/roles/{role}', { params: { path: { role: role.id } }, body, headers }))
      : dataOf(
          api.POST('/admin/v1/roles', { body: { id: id ?? idOf(name), ...body }, headers: once.current }),
        )
  }
  return (
    <ActionForm
      action={t(role ? 'action.save' : 'roles.make')}
      isReady={!isFixed && name.trim() !== '' && permissions.size > 0}
      act={keep}
      onCancel={goBack}
      onDone={() => {
        announce(t(role ? 'roles.changed' : 'roles.made', { name }))
        void client.invalidateQueries()
        goBack()
      }}
    >
      <div className="panel">
        <fieldset className="plain stack" disabled={isFixed}>
          <legend className="hidden-text">{t('roles.role')}</legend>
          <TextField
            label={t('roles.name')}
            value={name}
            onChange={({ target }) => setName(target.value)}
            required
            autoFocus
            maxLength={80}
          />
          {!role && <IdField id={id ?? idOf(name)} onChange={setId} />}
          <TextField
            label={t('roles.help')}
            hint={t('roles.helpHint')}
            name="help"
            isLong
            maxLength={500}
            defaultValue={role?.help}
          />
          <PriorityField priority={priority} max={priorityMax} onChange={setPriority} />
          <RankHint roles={roles} own={role?.id} priority={priority} />
        </fieldset>
      </div>
      <Allowed roles={roles} chosen={permissions} onChange={setPermissions} isFixed={isFixed} />
    </ActionForm>
  )
}

interface IdFieldProps {
  readonly id: string
  readonly onChange: (id: string) => void
}

/** What programs call a new role. */
function IdField({ id, onChange }: IdFieldProps) {
  const { t } = useTexts()
  return (
    <TextField
      label={t('roles.id')}
      hint={t('roles.idHint')}
      value={id}
      onChange={({ target }) => onChange(target.value)}
      required
      pattern="[a-z][a-z0-9\-]{1,39}"
      spellCheck={false}
    />
  )
}

interface PriorityFieldProps {
  /** not a number while nothing is typed */
  readonly priority: number
  readonly max: number
  readonly onChange: (priority: number) => void
}

/** How high the role ranks. */
function PriorityField({ priority, max, onChange }: PriorityFieldProps) {
  const { t } = useTexts()
  return (
    <TextField
      label={t('roles.priority')}
      hint={t('roles.priorityHint', { max })}
      type="number"
      min={1}
      max={max}
      required
      value={Number.isNaN(priority) ? '' : priority}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  )
}

interface AllowedProps {
  readonly roles: Roles
  readonly chosen: ReadonlySet<Permission>
  readonly onChange: (chosen: ReadonlySet<Permission>) => void
  readonly isFixed: boolean
}

/** What the role allows. */
function Allowed({ roles, chosen, onChange, isFixed }: AllowedProps) {
  const { t } = useTexts()
  return (
    <section aria-labelledby="permissions">
      <div className="part-head">
        <h2 id="permissions">{t('roles.may')}</h2>
        <div className="joined">
          <span className="muted" role="status">
            {t('roles.permissions', { count: chosen.size })}
          </span>
          {!isFixed && <Template roles={roles} onChoose={(those) => onChange(new Set(those))} />}
        </div>
      </div>
      <div className="permission-groups">
        <PermissionGroups
          permissions={roles.permissions}
          chosen={chosen}
          onChange={onChange}
          isFixed={isFixed}
        />
      </div>
    </section>
  )
}

interface TemplateProps {
  readonly roles: Roles
  readonly onChoose: (permissions: readonly Permission[]) => void
}

/** Begins with what another role allows, as far as whoever chooses may give it. */
function Template({ roles: { data, custom }, onChoose }: TemplateProps) {
  const { t } = useTexts()
  const { grants } = useMe()
  const nameOf = useRoleNames()
  const all = [...data, ...custom]
  const own = grants.filter(({ domains }) => domains === undefined).map(({ permission }) => permission)
  return (
    <Choice
      label={t('roles.template')}
      value=""
      options={[
        { value: '', name: t('roles.template') },
        ...all.map(({ id }) => ({ value: id, name: nameOf(id) })),
      ]}
      onChange={(chosen) => {
        const role = all.find(({ id }) => id === chosen)
        if (role) onChoose(role.permissions.filter((permission) => own.includes(permission)))
      }}
    />
  )
}

/** A name for programs, of what people call it. */
function idOf(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll('ß', 'ss')
  return plain
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, 40)
    .replace(/-$/, '')
}
