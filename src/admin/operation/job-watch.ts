import { Injectable } from '@nestjs/common'
import { Audit } from '../../audit/index.js'
import { JOB_STATES, JobBoard, type JobFacts, type JobState } from '../../jobs/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, NotThere } from '../admin.errors.js'
import type { JobDto, JobsDto, QueuesDto } from './operation.dto.js'

/** Jobs that are shown of one state. */
const JOBS_MAX = 200

/** Background work, as operators see and steer it. */
@Injectable()
export class JobWatch {
  constructor(
    private readonly board: JobBoard,
    private readonly audit: Audit,
  ) {}

  async queues(): Promise<QueuesDto> {
    const queues = await this.board.queues()
    return { data: queues.map(({ counts, ...queue }) => ({ ...queue, counts: { ...counts } })) }
  }

  /** @throws {InvalidFields | NotThere} */
  async list(queue: string, state = 'failed'): Promise<JobsDto> {
    if (!(JOB_STATES as readonly string[]).includes(state))
      throw new InvalidFields([{ at: 'state', message: `must be one of ${JOB_STATES.join(', ')}` }])
    const jobs = await this.board.jobs(queue, state as JobState, JOBS_MAX)
    if (!jobs) throw new NotThere('queue')
    return { data: jobs.map(jobView) }
  }

  /** @throws {NotThere} */
  async find(queue: string, id: string): Promise<JobDto> {
    const job = await this.board.find(queue, id)
    if (!job) throw new NotThere('job')
    return jobView(job)
  }

  /** Takes work away that nobody has begun; it is written down first. @throws {NotThere} */
  async cancel(queue: string, id: string, by: Administrator): Promise<void> {
    await this.#steer('job.cancel', queue, id, by, () => this.board.cancel(queue, id))
  }

  /** Does failed work again; it is written down first. @throws {NotThere} */
  async retry(queue: string, id: string, by: Administrator): Promise<void> {
    await this.#steer('job.retry', queue, id, by, () => this.board.retry(queue, id))
  }

  async #steer(
    action: string,
    queue: string,
    id: string,
    { agent }: Administrator,
    steer: () => Promise<boolean>,
  ): Promise<void> {
    await this.find(queue, id)
    await this.audit.note(agent, { action, target: { type: 'job', id: `${queue}/${id}` } })
    if (!(await steer())) throw new NotThere('job that could be steered')
  }
}

function jobView(job: JobFacts): JobDto {
  const { queue, id, name, state, attempts, createdAt, startedAt, finishedAt, failure, payload } = job
  return {
    ...{ queue, id, name, state, attempts, payload },
    createdAt: createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...(failure !== undefined && { failure }),
  }
}
