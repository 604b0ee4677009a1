import { useMutation, useQuery } from '@tanstack/react-query'
import { api, dataOf, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import { numberText } from '../controls/amounts'
import { Icon } from '../controls/icon'
import { Moment } from '../controls/moment'
import { Spinner } from '../controls/spinner'
import { useProblemText } from '../controls/use-problem-text'
import { JobProgress } from '../jobs/job-progress'
import { isEnded } from '../jobs/long-job'
import { useJob } from '../jobs/use-job'
import { useTexts } from '../texts/texts'

type Findings = components['schemas']['AuditVerification']

/** Compares the whole chain, when somebody asks: whether every entry is as it was written. What came of it is kept. */
export function ChainCheck() {
  const { t } = useTexts()
  const textOf = useProblemText()
  const begin = useMutation({
    mutationFn: () => dataOf(api.POST('/admin/v1/audit/verify', { headers: onceOnly() })),
  })
  const { data: last } = useQuery({
    queryKey: ['audit', 'verify'],
    queryFn: async () =>
      (await dataOf(api.GET('/admin/v1/audit/verify', { params: { query: { limit: 1 } } }))).last ?? null,
  })
  const { data: job } = useJob(begin.data?.id)
  const isUnderWay = begin.isPending || (begin.data !== undefined && (!job || !isEnded(job)))
  return (
    <div className="chain-check">
      <button type="button" className="button" disabled={isUnderWay} onClick={() => begin.mutate()}>
        {isUnderWay ? <Spinner /> : <Icon name="check" />}
        {t('verify.action')}
      </button>
      {job && job.state !== 'done' && <JobProgress job={job} />}
      {begin.error ? (
        <p role="status" className="unsound">
          {textOf(begin.error)}
        </p>
      ) : (
        !isUnderWay && last && <Found findings={last} />
      )}
    </div>
  )
}

function Found({ findings }: { readonly findings: Findings }) {
  const { t, language } = useTexts()
  const { isSound, entries, endedAt, problems } = findings
  return (
    <>
      <p role="status" className={isSound ? 'sound' : 'unsound'}>
        {t(isSound ? 'verify.sound' : 'verify.broken', {
          count: entries,
          shown: numberText(entries, language),
        })}{' '}
        <Moment at={endedAt} />
      </p>
      {problems.length > 0 && (
        <ul className="lines">
          {problems.map(({ seq, problem }) => (
            <li key={`${seq} ${problem}`}>
              {t('audit.seq')} {seq}: {problem}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
