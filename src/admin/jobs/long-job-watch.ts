import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { LONG_JOB_STATES, type LongJob, LongJobs, type LongJobState } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor, NotThere } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimedId } from '../api/timed-id.js'
import { jobLineView, longJobView } from './long-job-view.js'
import { RetryAdmission } from './retry-admission.js'
import type { LongJobDetailsDto, LongJobDto } from './long-jobs.dto.js'

/** Lines of a log that are shown with its job. */
const LINES_SHOWN = 1_000

/** What may be asked of the list of long jobs. */
export const LONG_JOB_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { kind: 'text', state: LONG_JOB_STATES },
}

/** Long work, as administrators see and steer it. */
@Injectable()
export class LongJobWatch {
  constructor(
    private readonly jobs: LongJobs,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly admission: RetryAdmission,
  ) {}

  /** The page of jobs that is asked for. @throws {InvalidCursor} */
  async list(query: ListQuery): Promise<ListDto<LongJobDto>> {
    const { after, descending, limit } = sliceOf(query)
    if (after && !isTimedId(after.id)) throw new InvalidCursor()
    const wanted = { kind: query.filters['kind'], state: query.filters['state'] as LongJobState | undefined }
    const { found, count } = await listAndCount(
      query,
      () => this.jobs.list({ ...wanted, after: after?.id, descending, limit }),
      () => this.jobs.count(wanted),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: longJobView })
  }

  /** @throws {NotThere} */
  async find(id: string): Promise<LongJobDetailsDto> {
    const job = isTimedId(id) ? await this.jobs.find(id) : undefined
    if (!job) throw new NotThere('job')
    const logs = (await this.jobs.lines(id, 0, LINES_SHOWN)).map(jobLineView)
    return { ...longJobView(job), logs }
  }

  /** Ends work that was not begun, and asks work that was to stop. @throws {NotThere} */
  cancel(id: string, by: Administrator): Promise<LongJobDto> {
    return this.#steer('job.cancel', id, by, (tx) => this.jobs.cancel(tx, id))
  }

  /** Does work again that has failed or was cancelled. @throws {NotThere | PermissionDenied | StepUpRequired} */
  async retry(id: string, by: Administrator): Promise<LongJobDto> {
    const known = isTimedId(id) ? await this.jobs.find(id) : undefined
    if (known) await this.admission.assertMay(known, by)
    return this.#steer('job.retry', id, by, async (tx) => {
      const job = await this.jobs.retry(tx, id)
      if (job) await this.admission.handOver(tx, job, by)
      return job
    })
  }

  async #steer(
    action: string,
    id: string,
    { agent }: Administrator,
    steer: (tx: Tx) => Promise<LongJob | undefined>,
  ): Promise<LongJobDto> {
    if (!isTimedId(id)) throw new NotThere('job')
    return this.work.run(async (tx) => {
      const job = await steer(tx)
      if (!job) throw new NotThere('job that could be steered')
      await this.audit.record(tx, agent, { action, target: { type: 'job', id } })
      return longJobView(job)
    })
  }
}
