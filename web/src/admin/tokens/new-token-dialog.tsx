import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import { type Permission, useMay, useMe } from '../api/me'
import { TextField } from '../controls/text-field'
import { rolesQuery } from '../roles/roles-query'
import { useTexts } from '../texts/texts'
import { SecretDialog } from './secret-dialog'
import { expiryOf, TokenFields } from './token-fields'

interface NewTokenDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes a token, and shows it once. */
export function NewTokenDialog({ open, onOpenChange }: NewTokenDialogProps) {
  const { t } = useTexts()
  const [permissions, setPermissions] = useState<readonly Permission[]>([])
  const make = (form: FormData, headers: Once) => {
    const ipAllow = String(form.get('ipAllow'))
      .split(/[\s,]+/)
      .filter(Boolean)
    const domain = String(form.get('domain')).trim()
    const body = {
      name: String(form.get('name')).trim(),
      permissions: [...permissions],
      expiresAt: expiryOf(form),
      ...(domain && { domain }),
      ...(ipAllow.length > 0 && { ipAllow }),
    }
    return dataOf(api.POST('/admin/v1/tokens', { body, headers }))
  }
  return (
    <SecretDialog
      open={open}
      onClose={() => {
        setPermissions([])
        onOpenChange(false)
      }}
      title={t('tokens.new')}
      lead={t('tokens.newLead')}
      action={t('tokens.make')}
      isReady={permissions.length > 0}
      act={make}
      queryKey={['tokens']}
    >
      <TokenFields />
      <DomainField />
      <TextField
        label={t('tokens.ipAllow')}
        hint={t('tokens.ipAllowHint')}
        name="ipAllow"
        spellCheck={false}
      />
      <Permissions chosen={permissions} onChange={setPermissions} />
    </SecretDialog>
  )
}

/** For which domain the token is: whoever has a role for domains makes tokens for one of these. */
function DomainField() {
  const { t } = useTexts()
  const { grants } = useMe()
  const own = grants.find(({ permission }) => permission === 'tokens.manage')?.domains
  return (
    <TextField
      label={t(own ? 'domains.domain' : 'tokens.domain')}
      hint={t('tokens.domainHint')}
      name="domain"
      defaultValue={own?.[0]}
      required={own !== undefined}
      spellCheck={false}
      maxLength={253}
    />
  )
}

interface PermissionsProps {
  readonly chosen: readonly Permission[]
  readonly onChange: (chosen: readonly Permission[]) => void
}

/** What the token may do: nothing that whoever makes it may not. */
function Permissions({ chosen, onChange }: PermissionsProps) {
  const { t, nameOf } = useTexts()
  const may = useMay()
  const { data } = useQuery(rolesQuery)
  const possible = (data?.permissions ?? []).filter(({ id, peopleOnly }) => !peopleOnly && may(id))
  return (
    <fieldset className="choices">
      <legend>{t('tokens.permissions')}</legend>
      {possible.map(({ id, help }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
          <span>
            <code>{id}</code> <span className="muted">{nameOf('permission', id, help)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
