import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'

interface RevokeInviteDialogProps {
  readonly code: string | undefined
  readonly onClose: () => void
}

/** Asks before a code is switched off. */
export function RevokeInviteDialog({ code, onClose }: RevokeInviteDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={code !== undefined}
      onOpenChange={onClose}
      title={t('invites.revokeCode', { code })}
      lead={t('invites.revokeLead')}
    >
      {code !== undefined && <RevokeForm code={code} onClose={onClose} />}
    </ModalDialog>
  )
}

function RevokeForm({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  return (
    <ActionForm
      action={t('invites.revoke')}
      isGrave
      act={() =>
        dataOf<unknown>(
          api.POST('/admin/v1/invites/{code}/revoke', { params: { path: { code } }, headers: once.current }),
        )
      }
      onCancel={onClose}
      onDone={() => {
        onClose()
        announce(t('invites.revokeDone'))
        void client.invalidateQueries({ queryKey: ['invites'] })
      }}
    >
      {undefined}
    </ActionForm>
  )
}
