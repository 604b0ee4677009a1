import { Injectable } from '@nestjs/common'
import { LongWork, type WorkRun } from '../../jobs/index.js'
import { RestoreDrill } from './restore-drill.js'

/** Faults that a job's log names; `pds backup verify` lists all. */
const FAULTS_SHOWN = 100

/** Tries the newest backup because somebody wants to know now. */
@Injectable()
export class DrillWork extends LongWork {
  override readonly kind = 'backup.verify'
  override readonly unit = 'repositories, then blobs'

  constructor(private readonly drill: RestoreDrill) {
    super()
  }

  override async run(_input: unknown, { progress, note }: WorkRun): Promise<object> {
    const report = await this.drill.run((_step, done, of) => void progress(done, of))
    const { id, accounts, repos, blobs, faults, restoreMs, totalMs } = report
    for (const fault of faults.slice(0, FAULTS_SHOWN)) await note(fault)
    return {
      backup: id,
      accounts,
      repos: repos.repos,
      blobs: blobs.count,
      faults: faults.length,
      restoreMs,
      totalMs,
    }
  }
}
