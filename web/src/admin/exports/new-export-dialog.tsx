import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { AccountPicker } from '../controls/account-picker'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { letterIn, TellField } from '../controls/letter-fields'
import { useTexts } from '../texts/texts'

interface NewExportDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Has all that is known of a member put into one file; then one sees how far it is. */
export function NewExportDialog({ open, onClose }: NewExportDialogProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [did, setDid] = useState<string>()
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('exports.new')}
      lead={t('exports.newLead')}
      action={t('exports.new')}
      isReady={did !== undefined}
      act={async (form, headers) => {
        const { id } = await dataOf(
          api.POST('/admin/v1/exports', { body: { did: did!, tell: letterIn(form).tell }, headers }),
        )
        void navigate({ to: '/jobs/$id', params: { id }, search: {} })
      }}
      done={t('bulk.runDone')}
    >
      <AccountPicker label={t('roles.who')} onChoose={setDid} />
      <TellField />
    </ConfirmDialog>
  )
}
