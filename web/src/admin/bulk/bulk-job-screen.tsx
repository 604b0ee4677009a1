import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { DownloadButton } from '../controls/download-button'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { type BulkJob, useBulkJob } from './bulk-job'
import { useBulkName } from './bulk-name'
import { BulkProgress } from './bulk-progress'
import { BulkRows } from './bulk-rows'
import { Outcomes } from './outcomes'

/** Work on many accounts: how far it is, and what became of each of them. */
export function BulkJobScreen() {
  const { id } = useParams({ from: '/bulk/$id' })
  const { t } = useTexts()
  const query = useBulkJob(id)
  return (
    <section className="screen">
      <Link to="/bulk" className="way-back">
        <Icon name="back" />
        {t('place.bulk')}
      </Link>
      <Loaded query={query}>{(job) => <Job job={job} />}</Loaded>
    </section>
  )
}

function Job({ job }: { readonly job: BulkJob }) {
  const { t } = useTexts()
  const nameOf = useBulkName()
  const isOpen = job.state === 'open'
  return (
    <>
      <ScreenHead title={nameOf(job)} lead={<BulkProgress job={job} />}>
        {isOpen && <CancelButton id={job.id} />}
        {!isOpen && (
          <DownloadButton
            label={t('bulk.results')}
            path={`/admin/v1/bulk/${job.id}/results.csv`}
            file={`bulk-${job.id}.csv`}
          />
        )}
      </ScreenHead>
      <div className="panel spaced">
        <Facts>
          <Fact name={t('audit.actor')}>
            <Person by={job.createdBy} />
          </Fact>
          <Fact name={t('jobs.asked')}>
            <Moment at={job.createdAt} />
          </Fact>
          {job.reason !== undefined && <Fact name={t('audit.reason')}>{job.reason}</Fact>}
          <Fact name={t('bulk.outcomes')}>
            <Outcomes job={job} />
          </Fact>
        </Facts>
      </div>
      {/* Whoever looks at rows is written down: nobody does so while they change. */}
      {!isOpen && <BulkRows job={job} />}
    </>
  )
}

function CancelButton({ id }: { readonly id: string }) {
  const { t } = useTexts()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('jobs.cancel')}
      </button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('jobs.cancel')}
        lead={t('bulk.cancelLead')}
        action={t('jobs.cancel')}
        isGrave
        act={(_form, headers) =>
          dataOf(api.POST('/admin/v1/bulk/{job}/cancel', { params: { path: { job: id } }, headers }))
        }
        done={t('jobs.cancelDone')}
      />
    </>
  )
}
