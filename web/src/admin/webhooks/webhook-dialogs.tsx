import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf, type Once } from '../api/client'
import type { components } from '../api/generated/schema'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { OverlapField, overlapSecondsOf } from '../tokens/overlap-field'
import { TokenSecret } from '../tokens/token-secret'
import type { Webhook, WebhookEvent } from './webhook'
import { WebhookFields, webhookOf } from './webhook-fields'

/** What can be done to a webhook. */
export type WebhookDeed = 'test' | 'edit' | 'rotate' | 'switchOff' | 'switchOn' | 'redeliverDead' | 'remove'

interface WebhookDialogsProps {
  readonly webhook: Webhook
  readonly tag: string | undefined
  readonly deed: WebhookDeed | undefined
  readonly onClose: () => void
}

/** Asks before something is done to a webhook. */
export function WebhookDialogs({ webhook, tag, deed, onClose }: WebhookDialogsProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook.events)
  const [secret, setSecret] = useState<string>()
  const name = deed ?? 'test'
  const params = { path: { id: webhook.id } }
  const { description, personal } = webhook
  const change = (parts: components['schemas']['WebhookPatch'], once: Once) =>
    dataOf<unknown>(
      api.PATCH('/admin/v1/webhooks/{id}', {
        params,
        body: parts,
        headers: { ...once, ...(tag !== undefined && { 'If-Match': tag }) },
      }),
    )
  const calls: Readonly<Record<WebhookDeed, (form: FormData, once: Once) => Promise<unknown>>> = {
    test: (_form, headers) => dataOf(api.POST('/admin/v1/webhooks/{id}/test', { params, headers })),
    edit: (form, once) => change(webhookOf(form, events), once),
    switchOff: (_form, once) => change({ description, personal, enabled: false }, once),
    switchOn: (_form, once) => change({ description, personal, enabled: true }, once),
    rotate: async (form, headers) => {
      const body = { overlapSeconds: overlapSecondsOf(form) }
      const call = api.POST('/admin/v1/webhooks/{id}/rotate-secret', { params, body, headers })
      setSecret((await dataOf(call)).secret)
    },
    redeliverDead: (form, headers) => {
      const since = new Date(String(form.get('since'))).toISOString()
      return dataOf(api.POST('/admin/v1/webhooks/{id}/redeliver', { params, body: { since }, headers }))
    },
    remove: async () => {
      await dataOf<unknown>(api.DELETE('/admin/v1/webhooks/{id}', { params }))
      void navigate({ to: '/webhooks', search: {} })
    },
  }
  return (
    <>
      <ConfirmDialog
        open={deed !== undefined}
        onClose={onClose}
        title={t(`webhooks.${name}`)}
        lead={t(`webhooks.${name}Lead`)}
        action={t(`webhooks.${name}`)}
        isGrave={name === 'remove'}
        isReady={name !== 'edit' || events.length > 0}
        act={calls[name]}
        done={t(`webhooks.${name}Done`)}
      >
        {name === 'edit' && <WebhookFields webhook={webhook} chosen={events} onChoose={setEvents} />}
        {name === 'rotate' && <OverlapField />}
        {name === 'redeliverDead' && (
          <TextField label={t('webhooks.since')} name="since" type="datetime-local" required />
        )}
      </ConfirmDialog>
      <ModalDialog
        open={secret !== undefined}
        onOpenChange={() => setSecret(undefined)}
        title={t('webhooks.rotate')}
        lead={t('webhooks.secretLead')}
      >
        {secret !== undefined && <TokenSecret secret={secret} />}
      </ModalDialog>
    </>
  )
}
