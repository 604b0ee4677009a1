import { Get, Param, Post, Query } from '@nestjs/common'
import { ApiQuery } from '@nestjs/swagger'
import { JOB_STATES } from '../../jobs/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { JobWatch } from './job-watch.js'
import { JobDto, JobsDto, QueuesDto } from './operation.dto.js'

const PROBLEMS = ['not_found']

/** Background work. */
@AdminController('queues', 'Jobs')
export class JobsController {
  constructor(private readonly jobs: JobWatch) {}

  @Get()
  @AdminRoute('jobs.view', { summary: 'Lists queues of background work', answers: QueuesDto })
  listQueues(): Promise<QueuesDto> {
    return this.jobs.queues()
  }

  @Get(':queue/jobs')
  @ApiQuery({ name: 'state', required: false, enum: JOB_STATES })
  @AdminRoute('jobs.view', {
    summary: 'Lists work of a queue, failed work by default',
    answers: JobsDto,
    problems: PROBLEMS,
  })
  listJobs(@Param('queue') queue: string, @Query('state') state?: string): Promise<JobsDto> {
    return this.jobs.list(queue, state)
  }

  @Get(':queue/jobs/:id')
  @AdminRoute('jobs.view', { summary: 'Shows a piece of work', answers: JobDto, problems: PROBLEMS })
  getJob(@Param('queue') queue: string, @Param('id') id: string): Promise<JobDto> {
    return this.jobs.find(queue, id)
  }

  @Post(':queue/jobs/:id/cancel')
  @AdminRoute('jobs.manage', { summary: 'Takes work away that nobody has begun', problems: PROBLEMS })
  cancelJob(@Param('queue') queue: string, @Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.jobs.cancel(queue, id, by)
  }

  @Post(':queue/jobs/:id/retry')
  @AdminRoute('jobs.manage', { summary: 'Does failed work again', problems: PROBLEMS })
  retryJob(@Param('queue') queue: string, @Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.jobs.retry(queue, id, by)
  }
}
