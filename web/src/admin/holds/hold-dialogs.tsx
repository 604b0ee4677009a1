import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { useAccountName } from '../controls/use-account-name'
import { useTexts } from '../texts/texts'

interface HoldDialogProps {
  readonly hold: components['schemas']['Hold'] | undefined
  readonly onClose: () => void
}

/** Ends a hold. */
export function ReleaseDialog({ hold, onClose }: HoldDialogProps) {
  const { t } = useTexts()
  const held = hold?.did ?? ''
  const name = useAccountName(held, undefined) ?? held
  return (
    <ConfirmDialog
      open={hold !== undefined}
      onClose={onClose}
      title={t('holds.releaseName', { name })}
      lead={t('holds.releaseLead')}
      action={t('holds.release')}
      isGrave
      act={(form, headers) =>
        dataOf<unknown>(
          api.POST('/admin/v1/holds/{id}/release', {
            params: { path: { id: hold!.id } },
            body: { reason: String(form.get('reason')).trim() },
            headers,
          }),
        )
      }
      done={t('holds.releaseDone')}
    >
      <ReasonField autoFocus />
    </ConfirmDialog>
  )
}

/** Has another archive made of what is held. */
export function ArchiveDialog({ hold, onClose }: HoldDialogProps) {
  const { t } = useTexts()
  return (
    <ConfirmDialog
      open={hold !== undefined}
      onClose={onClose}
      title={t('holds.archive')}
      lead={t('holds.archiveLead')}
      action={t('holds.archive')}
      act={(_form, headers) => {
        const params = { path: { id: hold!.id } }
        return dataOf(api.POST('/admin/v1/holds/{id}/archive', { params, headers }))
      }}
      done={t('holds.archiveDone')}
    />
  )
}
