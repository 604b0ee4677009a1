import { Injectable } from '@nestjs/common'
import { Audit, type Deed } from '../../audit/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { LongJobs } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'
import { TimedId } from '../api/timed-id.js'
import { longJobView } from './long-job-view.js'
import type { LongJobDto } from './long-jobs.dto.js'

/** Long work that a request asks for. */
export interface WantedJob {
  /** that of a `LongWork` */
  readonly kind: string
  /** what the work needs to know: JSON, no secrets, nothing personal */
  readonly input: object
  /** how the audit calls it; its target is the job, unless it names another */
  readonly deed: Deed
  /** stores what belongs to the job, in the same transaction */
  readonly also?: (tx: Tx, jobId: string) => Promise<void>
}

/**
 * Begins long work for a request: the job, what belongs to it and the audit's entry are one transaction.
 *
 *     @Post()
 *     @AdminRoute('accounts.create', { summary: '…', answers: LongJobDto, status: ACCEPTED })
 *     import(@Body() wanted: ImportDto, @By() by: Administrator): Promise<LongJobDto> {
 *       return this.jobs.start(by, { kind: 'bulk.accounts', input: …, deed: { action: 'bulk.import' } })
 *     }
 *
 * The answer is the job, and `Location` is where it can be watched.
 */
@Injectable()
export class JobStart {
  constructor(
    private readonly jobs: LongJobs,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  async start({ agent }: Administrator, { kind, input, deed, also }: WantedJob): Promise<LongJobDto> {
    const id = this.ids.next()
    const requestedBy = agent.id ?? agent.type
    const job = await this.work.run(async (tx) => {
      const added = await this.jobs.add(tx, { id, kind, input, requestedBy })
      await also?.(tx, id)
      await this.audit.record(tx, agent, { target: { type: 'job', id }, ...deed })
      return added
    })
    return longJobView(job)
  }
}
