import { numberText } from '../controls/amounts'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { JobState } from './job-state'
import { isEnded, type LongJob } from './long-job'

/** Where long work stands, and how far it is. */
export function JobProgress({ job }: { readonly job: LongJob }) {
  const { t, language, nameOf } = useTexts()
  const { state, cancelWanted, progress, kind } = job
  const { done, total, unit } = progress
  const isStopping = cancelWanted && !isEnded(job)
  const amount = numberText(done, language)
  return (
    <span className="job-progress">
      {isStopping ? <Badge tone="quiet">{t('jobs.stopping')}</Badge> : <JobState state={state} />}
      {(done > 0 || total !== undefined) && (
        <>
          {state === 'active' && (
            <progress
              aria-label={nameOf('jobs.kind', kind)}
              {...(total !== undefined && { value: done, max: Math.max(total, 1) })}
            />
          )}
          <span className="muted">
            {total === undefined
              ? amount
              : t('jobs.of', { done: amount, total: numberText(total, language) })}{' '}
            {nameOf('jobs.unit', unit)}
          </span>
        </>
      )}
    </span>
  )
}
