import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, type Once, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import { isApproval } from '../approvals/approval'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { ReasonField } from '../controls/reason-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { IdentityComparison } from './identity-comparison'

type IdentityChange = components['schemas']['IdentityChange']
type Order = components['schemas']['IdentityRepair']

/** What is to be done to an identity. */
export type IdentityRepair =
  | { readonly kind: 'rotateKeys' | 'changeEndpoint' }
  | { readonly kind: 'recover'; readonly operation: string }

interface IdentityRepairDialogProps {
  readonly did: string
  /** absent: nothing is to be done */
  readonly repair: IdentityRepair | undefined
  readonly onClose: () => void
}

/** Shows what an operation would make of an identity, before it is sent. */
export function IdentityRepairDialog({ did, repair, onClose }: IdentityRepairDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={repair !== undefined}
      onOpenChange={onClose}
      title={repair ? t(`repair.${repair.kind}.title`) : ''}
      lead={repair && t(`repair.${repair.kind}.lead`)}
    >
      {repair && <Steps key={repair.kind} did={did} repair={repair} onClose={onClose} />}
    </ModalDialog>
  )
}

function Steps({ did, repair, onClose }: IdentityRepairDialogProps & { readonly repair: IdentityRepair }) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [planned, setPlanned] = useState<IdentityChange>()
  if (!planned) {
    return (
      <ActionForm
        key="plan"
        action={t('repair.show')}
        act={() => send(did, repair, { dryRun: true }, onceOnly())}
        onDone={(answer) => setPlanned(answer as IdentityChange)}
        onCancel={onClose}
      >
        <p className="muted">{t('repair.first')}</p>
      </ActionForm>
    )
  }
  return (
    <ActionForm
      key="make"
      action={t(`repair.${repair.kind}.action`)}
      isGrave
      isReady={planned.isChanged}
      act={(form) => send(did, repair, { reason: String(form.get('reason')).trim() }, once.current)}
      onDone={(answer) => {
        onClose()
        announce(t(isApproval(answer) ? 'approvals.asked' : 'repair.done'))
        void client.invalidateQueries()
      }}
      onCancel={onClose}
    >
      <IdentityComparison change={planned} />
      {planned.isChanged && <ReasonField hint={t('verb.reasonHint')} autoFocus />}
    </ActionForm>
  )
}

function send(did: string, repair: IdentityRepair, order: Order, headers: Once): Promise<unknown> {
  const params = { path: { did } }
  if (repair.kind === 'recover') {
    const body = { ...order, operation: repair.operation }
    return dataOf<unknown>(api.POST('/admin/v1/plc/{did}/recover', { params, headers, body }))
  }
  const verb = repair.kind === 'rotateKeys' ? 'rotate-keys' : 'change-endpoint'
  return dataOf<unknown>(api.POST(`/admin/v1/plc/{did}/${verb}`, { params, headers, body: order }))
}
