import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../jobs/index.js'
import { RetentionRun } from './retention-run.js'

/** Lets data go whose time is over, because somebody wants it now. */
@Injectable()
export class RetentionWork extends LongWork {
  override readonly kind = 'retention.run'
  override readonly unit = 'classes'

  constructor(private readonly retention: RetentionRun) {
    super()
  }

  override async run(_input: unknown, { progress }: WorkRun): Promise<object> {
    const steps = await this.retention.run((done, total) => progress(done, total))
    return { removed: Object.fromEntries(steps.map(({ dataClass, count }) => [dataClass, count])) }
  }
}
