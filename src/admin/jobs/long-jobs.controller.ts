import { Get, Header, Headers, Param, Post, StreamableFile } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { JobEvents } from './job-events.js'
import { LONG_JOB_LIST, LongJobWatch } from './long-job-watch.js'
import { LongJobDetailsDto, LongJobDto } from './long-jobs.dto.js'

const EVENT_STREAM = 'text/event-stream'
const PROBLEMS = ['not_found']

/** Work that takes longer than a request. */
@AdminController('jobs', 'Jobs')
export class LongJobsController {
  constructor(
    private readonly jobs: LongJobWatch,
    private readonly events: JobEvents,
  ) {}

  @Get()
  @AdminRoute('jobs.view', {
    summary: 'Lists long work that was asked for',
    answers: listOf(LongJobDto),
    list: LONG_JOB_LIST,
  })
  listLongJobs(@ListParam(LONG_JOB_LIST) query: ListQuery) {
    return this.jobs.list(query)
  }

  @Get(':id')
  @AdminRoute('jobs.view', {
    summary: 'Shows long work: how far it is, its log, what came of it',
    answers: LongJobDetailsDto,
    problems: PROBLEMS,
  })
  getLongJob(@Param('id') id: string): Promise<LongJobDetailsDto> {
    return this.jobs.find(id)
  }

  @Get(':id/events')
  @ApiProduces(EVENT_STREAM)
  @Header('x-accel-buffering', 'no')
  @AdminRoute('jobs.view', {
    summary: 'Tells of long work by server-sent events: job and line',
    answers: LongJobDto,
    problems: PROBLEMS,
  })
  async watchLongJob(@Param('id') id: string, @Headers('last-event-id') lastEventId?: string) {
    return new StreamableFile(await this.events.stream(id, lastEventId), { type: EVENT_STREAM })
  }

  @Post(':id/cancel')
  @AdminRoute('jobs.manage', {
    summary: 'Ends long work that was not begun, and asks work that was to stop',
    answers: LongJobDto,
    problems: PROBLEMS,
  })
  cancelLongJob(@Param('id') id: string, @By() by: Administrator): Promise<LongJobDto> {
    return this.jobs.cancel(id, by)
  }

  @Post(':id/retry')
  @AdminRoute('jobs.manage', {
    summary:
      'Does long work again that has failed or was cancelled; takes what it takes to begin such work, too',
    answers: LongJobDto,
    problems: [...PROBLEMS, 'step_up_required'],
  })
  retryLongJob(@Param('id') id: string, @By() by: Administrator): Promise<LongJobDto> {
    return this.jobs.retry(id, by)
  }
}
