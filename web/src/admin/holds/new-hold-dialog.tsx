import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { AccountPicker } from '../controls/account-picker'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

interface NewHoldDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** whom to hold; absent: whoever is chosen in the dialog */
  readonly did?: string
}

/** Holds an account: nothing of it is lost from then on. */
export function NewHoldDialog({ open, onClose, did }: NewHoldDialogProps) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<string>()
  const subject = did ?? chosen
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('holds.place')}
      lead={t('holds.placeLead')}
      action={t('holds.place')}
      isReady={subject !== undefined}
      act={(form, headers) => {
        const day = String(form.get('review') ?? '')
        const body = {
          subjects: [subject!],
          reason: String(form.get('reason')).trim(),
          ...(day && { reviewAt: new Date(`${day}T09:00:00`).toISOString() }),
        }
        return dataOf(api.POST('/admin/v1/holds', { body, headers }))
      }}
      done={t('holds.placeDone')}
    >
      {did === undefined && <AccountPicker label={t('roles.who')} onChoose={setChosen} />}
      <ReasonField hint={t('holds.reasonHint')} />
      <TextField label={t('holds.reviewOptional')} hint={t('holds.reviewHint')} name="review" type="date" />
    </ConfirmDialog>
  )
}
