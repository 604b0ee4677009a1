import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { useTexts } from '../texts/texts'

interface EndpointChangesDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Lets the identities of all accounts name this server by its present address; first, what that would do. */
export function EndpointChangesDialog({ open, onClose }: EndpointChangesDialogProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [isTrial, setTrial] = useState(true)
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('bulk.identities')}
      lead={t('bulk.identitiesLead')}
      action={t(isTrial ? 'bulk.try' : 'repair.changeEndpoint.action')}
      isGrave={!isTrial}
      act={async (form, headers) => {
        const reason = String(form.get('reason') ?? '').trim()
        const body = isTrial ? { dryRun: true } : { reason }
        const begun = await dataOf(api.POST('/admin/v1/plc/change-endpoint', { body, headers }))
        // Where it takes two people, there is no work yet.
        if ('outcomes' in begun) void navigate({ to: '/bulk/$id', params: { id: begun.id }, search: {} })
        return begun
      }}
      done={t('bulk.runDone')}
    >
      <label className="check">
        <input type="checkbox" checked={isTrial} onChange={({ target }) => setTrial(target.checked)} />
        {t('bulk.identitiesTrial')}
      </label>
      {!isTrial && <ReasonField hint={t('verb.reasonHint')} />}
    </ConfirmDialog>
  )
}
