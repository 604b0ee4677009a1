import type { LongJob, LongJobLine } from '../../jobs/index.js'
import type { JobLineDto, LongJobDto } from './long-jobs.dto.js'

/** Long work, as administrators see it. */
export function longJobView(job: LongJob): LongJobDto {
  const { id, kind, state, done, total, unit, isCancelWanted, requestedBy, result, failure } = job
  const { createdAt, startedAt, endedAt } = job
  return {
    ...{ id, kind, state, cancelWanted: isCancelWanted },
    progress: { done, ...(total !== undefined && { total }), unit },
    ...(requestedBy !== undefined && { requestedBy }),
    createdAt: createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(result && { result }),
    ...(failure !== undefined && { failure }),
  }
}

/** A line of its log. */
export function jobLineView({ no, at, text }: LongJobLine): JobLineDto {
  return { no, at: at.toISOString(), text }
}
