import { numberText } from '../controls/amounts'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { BulkJob } from './bulk-job'

const TONES: Readonly<Record<string, string>> = {
  create: 'info',
  created: 'success',
  update: 'info',
  updated: 'success',
  order: 'info',
  ordered: 'success',
  failed: 'error',
}

/** What became of a row, in a word. */
export function OutcomeBadge({ outcome }: { readonly outcome: string }) {
  const { nameOf } = useTexts()
  return <Badge tone={TONES[outcome] ?? 'quiet'}>{nameOf('bulk.outcome', outcome)}</Badge>
}

/** How many rows there are of each outcome. */
export function Outcomes({ job: { outcomes } }: { readonly job: BulkJob }) {
  const { t, language } = useTexts()
  return (
    <ul className="outcomes" aria-label={t('bulk.outcomes')}>
      {Object.entries(outcomes).map(([outcome, count]) => (
        <li key={outcome}>
          <OutcomeBadge outcome={outcome} /> {numberText(count, language)}
        </li>
      ))}
    </ul>
  )
}
