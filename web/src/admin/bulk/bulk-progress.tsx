import { numberText } from '../controls/amounts'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { BulkJob } from './bulk-job'

const TONES: Readonly<Record<string, string>> = { open: 'info', done: 'success', cancelled: 'quiet' }

/** Where work on many accounts stands. */
export function BulkProgress({ job }: { readonly job: BulkJob }) {
  const { t, language, nameOf } = useTexts()
  const { state, progress } = job
  const { done, total } = progress
  return (
    <span className="job-progress">
      <Badge tone={TONES[state] ?? 'quiet'}>{nameOf('bulk.state', state)}</Badge>
      {state === 'open' && <progress aria-label={t('bulk.progress')} value={done} max={Math.max(total, 1)} />}
      <span className="muted">
        {t('jobs.of', { done: numberText(done, language), total: numberText(total, language) })}{' '}
        {t('bulk.rows')}
      </span>
    </span>
  )
}
