import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { BulkJob } from '../bulk/bulk-job'
import { BulkProgress } from '../bulk/bulk-progress'
import { Outcomes } from '../bulk/outcomes'
import { isEnded } from '../jobs/long-job'
import { useTexts } from '../texts/texts'
import type { AccountEntry } from './load-accounts'

/** Rows that are shown; all of them are on the screen of the trial. */
const SHOWN_MAX = 20

interface DryRunResultProps {
  readonly job: BulkJob
  /** the accounts that were chosen */
  readonly accounts: ReadonlyMap<string, AccountEntry>
}

/** What would come of an order: how often what, and with which accounts it would fail. */
export function DryRunResult({ job, accounts }: DryRunResultProps) {
  const { t } = useTexts()
  const failed = job.outcomes['failed'] ?? 0
  return (
    <div className="stack" role="status">
      <BulkProgress job={job} />
      <Outcomes job={job} />
      {job.failure !== undefined && <p className="panel error">{job.failure}</p>}
      {isEnded(job) && failed > 0 && <Failures id={job.id} count={failed} accounts={accounts} />}
      {isEnded(job) && (
        <p>
          <a href={`/admin/bulk/${job.id}`} target="_blank" rel="noopener">
            {t('bulkOrder.everyRow')}
          </a>
        </p>
      )}
    </div>
  )
}

interface FailuresProps extends Pick<DryRunResultProps, 'accounts'> {
  readonly id: string
  readonly count: number
}

function Failures({ id, count, accounts }: FailuresProps) {
  const { t } = useTexts()
  const query = { 'filter[outcome]': 'failed' as const, 'page[size]': SHOWN_MAX }
  const { data } = useQuery({
    queryKey: ['bulk', 'rows', id, 'failed'],
    queryFn: () => dataOf(api.GET('/admin/v1/bulk/{job}/rows', { params: { path: { job: id }, query } })),
  })
  return (
    <section className="panel warning failures">
      <div>
        <strong>{t('bulkOrder.failing', { count })}</strong>
        <ul className="lines">
          {data?.data.map(({ number, input, detail }) => (
            <li key={number}>
              {accounts.get(input['did'] ?? '')?.handle ?? <code>{input['did']}</code>}{' '}
              <span className="muted">{detail}</span>
            </li>
          ))}
          {count > SHOWN_MAX && <li className="muted">…</li>}
        </ul>
      </div>
    </section>
  )
}
