import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { numberText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { isEnded } from '../jobs/long-job'
import { ReasonField } from '../controls/reason-field'
import { useTexts } from '../texts/texts'
import type { Once } from '../api/client'
import { type BulkJob, useBulkJob } from './bulk-job'
import { BulkProgress } from './bulk-progress'
import { BulkRows } from './bulk-rows'
import { Outcomes } from './outcomes'

interface DryRunStepProps {
  /** of the work that has tried it */
  readonly id: string
  /** what rows have come to that would be done */
  readonly wanted: readonly string[]
  readonly words: RunWords
  /** has it done */
  readonly run: (reason: string, once: Once) => Promise<BulkJob>
  readonly onBack: () => void
}

/** What the button and the question say. */
export interface RunWords {
  readonly action: (amount: { readonly count: number; readonly shown: string }) => string
  readonly lead: string
}

/** What would happen, row by row; then, that it happens. */
export function DryRunStep({ id, ...props }: DryRunStepProps) {
  const query = useBulkJob(id)
  return <Loaded query={query}>{(job) => <Tried job={job} {...props} />}</Loaded>
}

function Tried({ job, wanted, words, run, onBack }: Omit<DryRunStepProps, 'id'> & { readonly job: BulkJob }) {
  const { t, language } = useTexts()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const changes = wanted.reduce((sum, outcome) => sum + (job.outcomes[outcome] ?? 0), 0)
  const amount = { count: changes, shown: numberText(changes, language) }
  return (
    <>
      <div className="panel spaced stack" role="status">
        <BulkProgress job={job} />
        <Outcomes job={job} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onBack}>
            {t('bulk.back')}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!isEnded(job) || changes === 0}
            onClick={() => setAsking(true)}
          >
            {words.action(amount)}
          </button>
        </div>
      </div>
      {isEnded(job) && <BulkRows job={job} />}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={words.action(amount)}
        lead={words.lead}
        action={t('bulk.runAction')}
        act={async (form, once) => {
          const reason = String(form.get('reason')).trim()
          const { id } = await run(reason, once)
          void navigate({ to: '/bulk/$id', params: { id }, search: {} })
        }}
        done={t('bulk.runDone')}
      >
        <ReasonField label={t('bulk.reason')} required={false} autoFocus />
      </ConfirmDialog>
    </>
  )
}
