import type { components } from '../api/generated/schema'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { DomainRecordLine } from './domain-record-line'

type Finding = components['schemas']['DomainFinding']

const TONES = { ok: 'success', missing: 'error', wrong: 'error', skipped: 'quiet' } as const

/** What was found when a domain was looked at, and what has to be put right. */
export function DomainFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTexts()
  return (
    <ul className="lines" aria-live="polite">
      {findings.map(({ what, state, records, found }) => (
        <li key={what}>
          <div className="joined">
            <strong>{t(`finding.${what}`)}</strong>
            <Badge tone={TONES[state]}>{t(`findingState.${state}`)}</Badge>
            {found.length > 0 && <span className="muted">{found.join(', ')}</span>}
          </div>
          {(state === 'missing' || state === 'wrong') &&
            records.map((record) => (
              <DomainRecordLine key={`${record.type} ${record.value}`} record={record} />
            ))}
        </li>
      ))}
    </ul>
  )
}
