import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { JobProgress } from './job-progress'
import { JobResult } from './job-result'
import { isEnded, type LongJobDetails } from './long-job'

import { useJob } from './use-job'

/** One piece of long work, as it goes on. */
export function JobScreen() {
  const { id } = useParams({ from: '/jobs/$id' })
  const { t } = useTexts()
  const query = useJob(id)
  return (
    <section className="screen">
      <Link to="/jobs" className="way-back">
        <Icon name="back" />
        {t('place.jobs')}
      </Link>
      <Loaded query={query}>{(job) => <Job job={job} />}</Loaded>
    </section>
  )
}

function Job({ job }: { readonly job: LongJobDetails }) {
  const { t, nameOf } = useTexts()
  const { id, kind, createdAt, startedAt, endedAt, requestedBy, failure, result } = job
  return (
    <>
      <ScreenHead title={nameOf('jobs.kind', kind)} lead={<JobProgress job={job} />}>
        <Steering job={job} />
      </ScreenHead>
      {failure !== undefined && (
        <p className="panel error" role="alert">
          <Icon name="warning" />
          {failure}
        </p>
      )}
      <div className="panel spaced">
        <Facts>
          <Fact name={t('jobs.id')} copy={id}>
            <code>{id}</code>
          </Fact>
          {requestedBy !== undefined && (
            <Fact name={t('audit.actor')}>
              <Person by={requestedBy} />
            </Fact>
          )}
          <Fact name={t('jobs.asked')}>
            <Moment at={createdAt} />
          </Fact>
          {startedAt !== undefined && (
            <Fact name={t('jobs.started')}>
              <Moment at={startedAt} />
            </Fact>
          )}
          {endedAt !== undefined && (
            <Fact name={t('jobs.ended')}>
              <Moment at={endedAt} />
            </Fact>
          )}
          {result && <JobResult result={result} />}
        </Facts>
      </div>
      <Log lines={job.logs} />
    </>
  )
}

function Log({ lines }: { readonly lines: LongJobDetails['logs'] }) {
  const { t } = useTexts()
  return (
    <section aria-labelledby="log" className="part">
      <h2 id="log">{t('jobs.log')}</h2>
      {lines.length === 0 ? (
        <EmptyState icon="scroll" title={t('jobs.noLog')} lead={t('jobs.noLogLead')} />
      ) : (
        <ol className="panel lines" aria-live="polite">
          {lines.map(({ no, at, text }) => (
            <li key={no} className="joined">
              <Moment at={at} /> {text}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Stops work that is not over, or begins it once more. */
function Steering({ job }: { readonly job: LongJobDetails }) {
  const { t, nameOf } = useTexts()
  const may = useMay()
  const [isAsking, setAsking] = useState(false)
  const isOver = isEnded(job)
  if (!may('jobs.manage') || job.state === 'done' || (job.cancelWanted && !isOver)) return undefined
  const deed = isOver ? 'retry' : 'cancel'
  const path = { id: job.id }
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t(`jobs.${deed}`)}
      </button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t(`jobs.${deed}`)}
        lead={t(`jobs.${deed}Lead`, { name: nameOf('jobs.kind', job.kind) })}
        action={t(`jobs.${deed}`)}
        isGrave={deed === 'cancel'}
        act={(_form, headers) =>
          deed === 'cancel'
            ? dataOf<unknown>(api.POST('/admin/v1/jobs/{id}/cancel', { params: { path }, headers }))
            : dataOf<unknown>(api.POST('/admin/v1/jobs/{id}/retry', { params: { path }, headers }))
        }
        done={t(`jobs.${deed}Done`)}
      />
    </>
  )
}
