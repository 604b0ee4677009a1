import { Link, useParams } from '@tanstack/react-router'
import { useMay } from '../api/me'
import { DownloadButton } from '../controls/download-button'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Person } from '../controls/person'
import { ScreenHead } from '../controls/screen-head'
import { isEnded } from '../jobs/long-job'
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
  const may = useMay()
  const isOpen = !isEnded(job)
  return (
    <>
      <ScreenHead title={nameOf(job)} lead={<BulkProgress job={job} />}>
        {may('jobs.view') && (
          <Link to="/jobs/$id" params={{ id: job.id }} search={{}} className="button">
            {t('bulk.job')}
          </Link>
        )}
        {!isOpen && (
          <DownloadButton
            label={t('bulk.results')}
            path={`/admin/v1/bulk/${job.id}/results.csv`}
            file={`bulk-${job.id}.csv`}
          />
        )}
      </ScreenHead>
      {job.failure !== undefined && (
        <p className="panel error" role="alert">
          <Icon name="warning" />
          {job.failure}
        </p>
      )}
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
