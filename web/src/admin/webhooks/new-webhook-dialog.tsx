import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { useTexts } from '../texts/texts'
import { TokenSecret } from '../tokens/token-secret'
import type { WebhookEvent } from './webhook'
import { WebhookFields, webhookOf } from './webhook-fields'

interface NewWebhookDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Makes a webhook, and shows once what its messages are signed with. */
export function NewWebhookDialog({ open, onClose }: NewWebhookDialogProps) {
  const { t } = useTexts()
  const [secret, setSecret] = useState<string>()
  const close = () => {
    setSecret(undefined)
    onClose()
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={close}
      title={t('webhooks.new')}
      lead={t(secret ? 'webhooks.secretLead' : 'webhooks.newLead')}
    >
      {secret === undefined ? (
        <NewWebhookForm onDone={setSecret} onClose={close} />
      ) : (
        <TokenSecret secret={secret} />
      )}
    </ModalDialog>
  )
}

interface NewWebhookFormProps {
  readonly onDone: (secret: string) => void
  readonly onClose: () => void
}

function NewWebhookForm({ onDone, onClose }: NewWebhookFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [events, setEvents] = useState<readonly WebhookEvent[]>([])
  return (
    <ActionForm
      action={t('webhooks.make')}
      isReady={events.length > 0}
      act={(form) =>
        dataOf(api.POST('/admin/v1/webhooks', { body: webhookOf(form, events), headers: once.current }))
      }
      onCancel={onClose}
      onDone={({ secret }) => {
        void client.invalidateQueries({ queryKey: ['webhooks'] })
        onDone(secret)
      }}
    >
      <WebhookFields chosen={events} onChoose={setEvents} />
    </ActionForm>
  )
}
