import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { type Once, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { TokenSecret } from './token-secret'

interface SecretDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly isReady?: boolean
  /** Makes the secret. @param once header by which the server knows a request that is sent once more */
  readonly act: (form: FormData, once: Once) => Promise<{ readonly secret: string }>
  /** what names the lists that are asked for again then */
  readonly queryKey: readonly string[]
  readonly children: ReactNode
}

/** Makes a secret, and shows it once. */
export function SecretDialog({ open, onClose, title, lead, ...form }: SecretDialogProps) {
  const [secret, setSecret] = useState<string>()
  const close = () => {
    setSecret(undefined)
    onClose()
  }
  return (
    <ModalDialog open={open} onOpenChange={close} title={title} lead={secret ? undefined : lead}>
      {secret === undefined ? (
        open && <SecretForm {...form} onDone={setSecret} onClose={close} />
      ) : (
        <TokenSecret secret={secret} />
      )}
    </ModalDialog>
  )
}

interface SecretFormProps extends Omit<SecretDialogProps, 'open' | 'title' | 'lead'> {
  readonly onDone: (secret: string) => void
}

function SecretForm({ act, queryKey, onDone, onClose, ...form }: SecretFormProps) {
  const client = useQueryClient()
  const once = useRef(onceOnly())
  return (
    <ActionForm
      {...form}
      act={(data) => act(data, once.current)}
      onCancel={onClose}
      onDone={({ secret }) => {
        void client.invalidateQueries({ queryKey })
        onDone(secret)
      }}
    />
  )
}
