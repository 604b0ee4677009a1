import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'

interface NewAccountDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes an account for somebody, who chooses the password by a code that is sent to their address. */
export function NewAccountDialog({ open, onOpenChange }: NewAccountDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('accounts.new')}
      lead={t('newAccount.lead')}
    >
      <NewAccountForm onClose={() => onOpenChange(false)} />
    </ModalDialog>
  )
}

function NewAccountForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const make = (form: FormData) => {
    const [handle, email] = ['handle', 'email'].map((name) => String(form.get(name)).trim()) as [
      string,
      string,
    ]
    return dataOf(api.POST('/admin/v1/accounts', { body: { handle, email }, headers: once.current }))
  }
  return (
    <ActionForm
      action={t('newAccount.action')}
      act={make}
      onCancel={onClose}
      onDone={({ did, handle }) => {
        onClose()
        announce(t('newAccount.done', { handle: handle ?? did }))
        void client.invalidateQueries({ queryKey: ['accounts'] })
        void navigate({ to: '/accounts/$did', params: { did } })
      }}
    >
      <TextField
        label={t('accounts.handle')}
        name="handle"
        required
        autoFocus
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        label={t('accounts.email')}
        name="email"
        type="email"
        required
        autoComplete="off"
        hint={t('newAccount.hint')}
      />
    </ActionForm>
  )
}
