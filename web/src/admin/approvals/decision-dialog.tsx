import { api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { useAccountName } from '../controls/use-account-name'
import { useTexts } from '../texts/texts'
import type { Approval } from './approval'

/** What somebody is about to say to what another one has asked for. */
export interface Decision {
  readonly name: 'approve' | 'deny'
  readonly approval: Approval
}

interface DecisionDialogProps {
  readonly decision: Decision | undefined
  readonly onClose: () => void
}

/** Agrees to what another one has asked for, or refuses it. */
export function DecisionDialog({ decision, onClose }: DecisionDialogProps) {
  const { t, nameOf } = useTexts()
  const name = decision?.name ?? 'deny'
  const path = { id: decision?.approval.id ?? '' }
  const target = decision?.approval.target.id ?? ''
  const targetName = useAccountName(target, undefined)
  return (
    <ConfirmDialog
      open={decision !== undefined}
      onClose={onClose}
      title={t(`approvals.${name}`)}
      lead={t(`approvals.${name}Lead`, {
        action: decision && nameOf('approvals.action', decision.approval.action),
        target: targetName ?? target,
      })}
      action={t(`approvals.${name}`)}
      isGrave={name === 'approve'}
      act={(form, headers) => {
        const body = { reason: String(form.get('reason')).trim() }
        const order = { params: { path }, body, headers }
        return name === 'approve'
          ? dataOf<unknown>(api.POST('/admin/v1/approvals/{id}/approve', order))
          : dataOf<unknown>(api.POST('/admin/v1/approvals/{id}/deny', order))
      }}
      done={t(`approvals.${name}Done`)}
    >
      <ReasonField autoFocus />
    </ConfirmDialog>
  )
}
