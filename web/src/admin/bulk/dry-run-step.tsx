import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { numberText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { isEnded } from '../jobs/long-job'
import { ReasonField } from '../controls/reason-field'
import { useTexts } from '../texts/texts'
import { type BulkJob, type BulkMode, useBulkJob } from './bulk-job'
import { BulkProgress } from './bulk-progress'
import { BulkRows } from './bulk-rows'
import { Outcomes } from './outcomes'
import { type HandleSource, startImport } from './start-import'

interface DryRunStepProps {
  /** of the work that has tried it */
  readonly id: string
  readonly lines: string
  readonly mode: BulkMode
  readonly handles: HandleSource
  readonly onBack: () => void
}

/** What would happen, row by row; then, that it happens. */
export function DryRunStep({ id, ...props }: DryRunStepProps) {
  const query = useBulkJob(id)
  return <Loaded query={query}>{(job) => <Tried job={job} {...props} />}</Loaded>
}

function Tried({
  job,
  lines,
  mode,
  handles,
  onBack,
}: Omit<DryRunStepProps, 'id'> & { readonly job: BulkJob }) {
  const { t, language } = useTexts()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const { create = 0, update = 0 } = job.outcomes
  const changes = create + update
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
            {t('bulk.run', amount)}
          </button>
        </div>
      </div>
      {isEnded(job) && <BulkRows job={job} />}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('bulk.run', amount)}
        lead={t('bulk.runLead')}
        action={t('bulk.runAction')}
        act={async (form, once) => {
          const reason = String(form.get('reason')).trim()
          const { id } = await startImport({ lines, mode, handles, dryRun: false, reason }, once)
          void navigate({ to: '/bulk/$id', params: { id }, search: {} })
        }}
        done={t('bulk.runDone')}
      >
        <ReasonField label={t('bulk.reason')} required={false} autoFocus />
      </ConfirmDialog>
    </>
  )
}
