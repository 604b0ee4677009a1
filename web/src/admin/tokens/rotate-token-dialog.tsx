import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import type { Token } from './token'
import { TokenSecret } from './token-secret'

const MINUTE_S = 60
const OVERLAP_MINUTES = 60
const OVERLAP_MAX_MINUTES = 10_080

interface RotateTokenDialogProps {
  readonly token: Token | undefined
  readonly onClose: () => void
}

/** Replaces a token by another one; the former stays good for a while, so that nothing stops meanwhile. */
export function RotateTokenDialog({ token, onClose }: RotateTokenDialogProps) {
  const { t } = useTexts()
  const [secret, setSecret] = useState<string>()
  const close = () => {
    setSecret(undefined)
    onClose()
  }
  return (
    <ModalDialog
      open={token !== undefined}
      onOpenChange={close}
      title={t('tokens.rotateName', { name: token?.name })}
      lead={secret ? undefined : t('tokens.rotateLead')}
    >
      {secret !== undefined && <TokenSecret secret={secret} />}
      {secret === undefined && token && <RotationForm token={token} onDone={setSecret} onClose={close} />}
    </ModalDialog>
  )
}

interface RotationFormProps {
  readonly token: Token
  readonly onDone: (secret: string) => void
  readonly onClose: () => void
}

function RotationForm({ token: { id }, onDone, onClose }: RotationFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const rotate = (form: FormData) => {
    const body = { overlapSeconds: Number(form.get('overlap')) * MINUTE_S }
    return dataOf(
      api.POST('/admin/v1/tokens/{id}/rotate', { params: { path: { id } }, body, headers: once.current }),
    )
  }
  return (
    <ActionForm
      action={t('tokens.rotate')}
      act={rotate}
      onCancel={onClose}
      onDone={({ secret }) => {
        void client.invalidateQueries({ queryKey: ['tokens'] })
        onDone(secret)
      }}
    >
      <TextField
        label={t('tokens.overlap')}
        name="overlap"
        type="number"
        defaultValue={OVERLAP_MINUTES}
        min={0}
        max={OVERLAP_MAX_MINUTES}
        required
        autoFocus
      />
    </ActionForm>
  )
}
