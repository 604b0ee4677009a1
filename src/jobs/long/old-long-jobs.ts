import { Injectable } from '@nestjs/common'
import { inBatches } from '../in-batches.js'
import { RetainedData } from '../retained-data.js'
import { LongJobStore } from './long-job.store.js'

/** Jobs deleted by one statement. */
const BATCH = 500

/** Long jobs that are over. */
@Injectable()
export class OldLongJobs extends RetainedData {
  override readonly dataClass = 'jobs'
  override readonly help = 'Long work with its log, from when it was over.'
  override readonly usual = { days: 30 }

  constructor(private readonly store: LongJobStore) {
    super()
  }

  override count(before: Date): Promise<number> {
    return this.store.countEnded(before)
  }

  override remove(before: Date): Promise<number> {
    return inBatches(BATCH, (limit) => this.store.removeEnded(before, limit))
  }
}
