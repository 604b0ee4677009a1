import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { onceOnly } from '../api/client'
import { isApproval } from '../approvals/approval'
import { useBulkJob } from '../bulk/bulk-job'
import { numberText } from '../controls/amounts'
import { ActionForm } from '../controls/action-form'
import { LetterFields, letterIn } from '../controls/letter-fields'
import { ModalDialog } from '../controls/modal-dialog'
import { ProblemPanel } from '../controls/problem-panel'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { isEnded } from '../jobs/long-job'
import type { Selection } from '../list/selection'
import { useTexts } from '../texts/texts'
import { BulkValueFields, bulkValuesIn, hasValue } from './bulk-values'
import { type BulkVerb, isGrave, isToldOf, isTyped, orderMany, type WantedOrders } from './bulk-verbs'
import { DryRunResult } from './dry-run-result'
import type { AccountEntry } from './load-accounts'

interface BulkOrderDialogProps {
  /** absent: nothing is to be done */
  readonly verb: BulkVerb | undefined
  readonly selection: Selection<AccountEntry>
  readonly onClose: () => void
}

/** Does the same to all accounts that are chosen: first it is only tried, then it is done. */
export function BulkOrderDialog({ verb, selection, onClose }: BulkOrderDialogProps) {
  const { t, language } = useTexts()
  const [tried, setTried] = useState<Tried>()
  const count = selection.chosen.size
  const close = () => {
    setTried(undefined)
    onClose()
  }
  return (
    <ModalDialog
      open={verb !== undefined}
      onOpenChange={close}
      title={
        verb
          ? t('bulkOrder.title', {
              count,
              shown: numberText(count, language),
              verb: t(`bulk.verb.${verb}`),
            })
          : ''
      }
      lead={verb && t(`bulkOrder.lead.${verb}`)}
    >
      {verb && !tried && <TrialForm verb={verb} selection={selection} onTried={setTried} onCancel={close} />}
      {verb && tried && (
        <OrderForm
          verb={verb}
          selection={selection}
          tried={tried}
          onCancel={close}
          onDone={() => {
            close()
            selection.clear()
          }}
        />
      )}
    </ModalDialog>
  )
}

/** What was tried. */
interface Tried {
  readonly id: string
  readonly why: Pick<WantedOrders, 'reason' | 'values' | 'tell' | 'text'>
}

interface TrialFormProps {
  readonly verb: BulkVerb
  readonly selection: Selection<AccountEntry>
  readonly onTried: (tried: Tried) => void
  readonly onCancel: () => void
}

/** Why; then it is tried what would come of it. */
function TrialForm({ verb, selection, onTried, onCancel }: TrialFormProps) {
  const { t } = useTexts()
  const once = useRef(onceOnly())
  return (
    <ActionForm
      action={t('bulk.try')}
      act={async (form) => {
        const reason = String(form.get('reason')).trim()
        const why = { reason, values: bulkValuesIn(verb, form), ...(isToldOf(verb) && letterIn(form)) }
        const { id } = await orderMany(
          { verb, dids: [...selection.chosen.keys()], ...why, dryRun: true },
          once.current,
        )
        return { id, why }
      }}
      onDone={onTried}
      onCancel={onCancel}
    >
      <BulkValueFields verb={verb} />
      <ReasonField hint={t('verb.reasonHint')} autoFocus={!hasValue(verb)} />
      {isToldOf(verb) && <LetterFields />}
      <p className="muted">{t('bulkOrder.tryLead')}</p>
    </ActionForm>
  )
}

interface OrderFormProps {
  readonly verb: BulkVerb
  readonly selection: Selection<AccountEntry>
  readonly tried: Tried
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** What would happen; then, that it happens. */
function OrderForm({ verb, selection, tried, onDone, onCancel }: OrderFormProps) {
  const { t, language } = useTexts()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [typed, setTyped] = useState('')
  const { id } = tried
  const { data: job, error } = useBulkJob(id)
  const count = job?.outcomes['order'] ?? 0
  const isSure = !isTyped(verb) || typed.trim() === String(count)
  return (
    <ActionForm
      action={t('bulkOrder.run', { count, shown: numberText(count, language) })}
      isGrave={isGrave(verb)}
      isReady={job !== undefined && isEnded(job) && count > 0 && isSure}
      act={() =>
        orderMany({ verb, dids: [...selection.chosen.keys()], ...tried.why, dryRun: false }, once.current)
      }
      onDone={(answer) => {
        onDone()
        announce(t(isApproval(answer) ? 'approvals.asked' : 'bulk.runDone'))
        void client.invalidateQueries()
        if (!isApproval(answer)) void navigate({ to: '/bulk/$id', params: { id: answer.id }, search: {} })
      }}
      onCancel={onCancel}
    >
      {error && !job && <ProblemPanel error={error} />}
      {job && <DryRunResult job={job} accounts={selection.chosen} />}
      {isTyped(verb) && count > 0 && (
        <TextField
          label={t('bulkOrder.typed', { count })}
          value={typed}
          inputMode="numeric"
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </ActionForm>
  )
}
