import { numberText } from '../controls/amounts'
import { JobState } from '../jobs/job-state'
import { isEnded } from '../jobs/long-job'
import { useTexts } from '../texts/texts'
import type { BulkJob } from './bulk-job'

/** Where work on many accounts stands. */
export function BulkProgress({ job }: { readonly job: BulkJob }) {
  const { t, language } = useTexts()
  const { state, progress } = job
  const { done, total } = progress
  return (
    <span className="job-progress">
      <JobState state={state} />
      {!isEnded(job) && <progress aria-label={t('bulk.progress')} value={done} max={Math.max(total, 1)} />}
      <span className="muted">
        {t('jobs.of', { done: numberText(done, language), total: numberText(total, language) })}{' '}
        {t('bulk.rows')}
      </span>
    </span>
  )
}
