import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { type Permission, useMay } from '../api/me'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { rolesQuery } from '../roles/roles-query'
import { useTexts } from '../texts/texts'
import { TokenSecret } from './token-secret'

interface NewTokenDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes a token, and shows it once. */
export function NewTokenDialog({ open, onOpenChange }: NewTokenDialogProps) {
  const { t } = useTexts()
  const [secret, setSecret] = useState<string>()
  const close = () => {
    setSecret(undefined)
    onOpenChange(false)
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={close}
      title={t('tokens.new')}
      lead={secret ? undefined : t('tokens.newLead')}
    >
      {secret === undefined ? (
        <NewTokenForm onDone={setSecret} onClose={close} />
      ) : (
        <TokenSecret secret={secret} />
      )}
    </ModalDialog>
  )
}

const DAY_MS = 86_400_000
const LIFETIME_DAYS = 90
const LIFETIME_MAX_DAYS = 365

function NewTokenForm({
  onDone,
  onClose,
}: {
  readonly onDone: (secret: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [permissions, setPermissions] = useState<readonly Permission[]>([])
  const make = (form: FormData) => {
    const days = Number(form.get('days'))
    const ipAllow = String(form.get('ipAllow'))
      .split(/[\s,]+/)
      .filter(Boolean)
    const body = {
      name: String(form.get('name')).trim(),
      permissions: [...permissions],
      // A little less than the last day, for clocks that differ.
      expiresAt: new Date(Date.now() + days * DAY_MS - 60_000).toISOString(),
      ...(ipAllow.length > 0 && { ipAllow }),
    }
    return dataOf(api.POST('/admin/v1/tokens', { body, headers: once.current }))
  }
  return (
    <ActionForm
      action={t('tokens.make')}
      isReady={permissions.length > 0}
      act={make}
      onCancel={onClose}
      onDone={({ secret }) => {
        void client.invalidateQueries({ queryKey: ['tokens'] })
        onDone(secret)
      }}
    >
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        name="name"
        required
        autoFocus
        maxLength={100}
      />
      <TextField
        label={t('tokens.days')}
        name="days"
        type="number"
        defaultValue={LIFETIME_DAYS}
        min={1}
        max={LIFETIME_MAX_DAYS}
        required
      />
      <TextField
        label={t('tokens.ipAllow')}
        hint={t('tokens.ipAllowHint')}
        name="ipAllow"
        spellCheck={false}
      />
      <Permissions chosen={permissions} onChange={setPermissions} />
    </ActionForm>
  )
}

interface PermissionsProps {
  readonly chosen: readonly Permission[]
  readonly onChange: (chosen: readonly Permission[]) => void
}

/** What the token may do: nothing that whoever makes it may not. */
function Permissions({ chosen, onChange }: PermissionsProps) {
  const { t } = useTexts()
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
            <code>{id}</code> <span className="muted">{help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
