import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import { AccountPicker } from '../controls/account-picker'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { Choice } from '../list/choice'
import { useTexts } from '../texts/texts'
import { rolesQuery } from './roles-query'
import { useRoleNames } from './use-role-names'

interface AssignmentDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Gives a member a role, everywhere or for one domain, for good or for a time. */
export function AssignmentDialog({ open, onOpenChange }: AssignmentDialogProps) {
  const { t, nameOf } = useTexts()
  const roleName = useRoleNames()
  const { data } = useQuery({ ...rolesQuery, enabled: open })
  const roles = [...(data?.data ?? []), ...(data?.custom ?? [])].filter(({ assignable }) => assignable)
  const [chosen, setChosen] = useState<string>()
  const [did, setDid] = useState<string>()
  const role = chosen ?? [...roles].sort((one, other) => one.priority - other.priority)[0]?.id
  const help = roles.find(({ id }) => id === role)?.help
  const give = (form: FormData, headers: Once) => {
    const [domain, day] = ['domain', 'expires'].map((name) => String(form.get(name) ?? '').trim())
    const body = {
      did: did!,
      role: role!,
      ...(domain && { domain }),
      ...(day && { expiresAt: new Date(`${day}T23:59:59`).toISOString() }),
    }
    return dataOf(api.POST('/admin/v1/role-assignments', { body, headers }))
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={() => onOpenChange(false)}
      title={t('roles.give')}
      lead={t('roles.giveLead')}
      action={t('roles.give')}
      isReady={did !== undefined && role !== undefined}
      act={give}
      done={t('roles.giveDone')}
    >
      <AccountPicker label={t('roles.who')} onChoose={setDid} />
      <div className="field">
        <span className="label">{t('roles.role')}</span>
        {role !== undefined && (
          <Choice
            label={t('roles.role')}
            value={role}
            options={roles.map(({ id }) => ({ value: id, name: roleName(id) }))}
            onChange={(value) => setChosen(value)}
          />
        )}
        <p className="hint">{role !== undefined && nameOf('roleHelp', role, help)}</p>
      </div>
      <TextField
        label={t('roles.domainOptional')}
        hint={t('roles.domainHint')}
        name="domain"
        spellCheck={false}
      />
      <TextField label={t('roles.expiresOptional')} name="expires" type="date" />
    </ConfirmDialog>
  )
}
