import { api, dataOf } from '../api/client'
import { useTexts } from '../texts/texts'
import { OverlapField, overlapSecondsOf } from './overlap-field'
import { SecretDialog } from './secret-dialog'
import type { Token } from './token'

interface RotateTokenDialogProps {
  readonly token: Token | undefined
  readonly onClose: () => void
}

/** Replaces a token by another one; the former stays good for a while, so that nothing stops meanwhile. */
export function RotateTokenDialog({ token, onClose }: RotateTokenDialogProps) {
  const { t } = useTexts()
  return (
    <SecretDialog
      open={token !== undefined}
      onClose={onClose}
      title={t('tokens.rotateName', { name: token?.name })}
      lead={t('tokens.rotateLead')}
      action={t('tokens.rotate')}
      act={(form, headers) => {
        const body = { overlapSeconds: overlapSecondsOf(form) }
        const params = { path: { id: token!.id } }
        return dataOf(api.POST('/admin/v1/tokens/{id}/rotate', { params, body, headers }))
      }}
      queryKey={['tokens']}
    >
      <OverlapField />
    </SecretDialog>
  )
}
