import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { BackupJournal } from '../making/backup-journal.js'
import type { RecordedRun } from '../making/backup-run.store.js'
import { BackupPlaces } from '../store/backup-places.js'
import { BackupTrial, type TrialOrder, type TrialReport } from '../trial/backup-trial.js'

/** Faults named in the log; `pds backup verify` lists all. */
const FAULTS_SHOWN = 20

/** Tries the newest backup, and remembers how that went. */
@Injectable()
export class RestoreDrill {
  constructor(
    private readonly places: BackupPlaces,
    private readonly trial: BackupTrial,
    private readonly runs: BackupJournal,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws what kept it from being tried */
  async run(onProgress?: TrialOrder['onProgress']): Promise<TrialReport> {
    const place = await this.places.open()
    const started = { kind: 'drill' as const, place: place.store.description, startedAt: this.#now() }
    try {
      const report = await this.trial.run(place, { onProgress })
      await this.#tell(started, report)
      return report
    } catch (error) {
      this.log.error({ err: error, place: started.place }, 'the newest backup could not be tried')
      await this.#add(started, undefined, false, (error as Error).message)
      throw error
    }
  }

  async #tell(started: Started, { id, faults, restoreMs, totalMs }: TrialReport): Promise<void> {
    const facts = { backup: id, place: started.place, restoreMs, totalMs }
    if (faults.length === 0) this.log.info(facts, 'the newest backup was tried, and nothing is wrong with it')
    else {
      const shown = faults.slice(0, FAULTS_SHOWN)
      this.log.error({ ...facts, faults: faults.length, shown }, 'the newest backup is not what it should be')
    }
    await this.#add(started, id, faults.length === 0, faults[0])
  }

  async #add(started: Started, backupId: string | undefined, succeeded: boolean, note: string | undefined) {
    await this.runs.add({ ...started, endedAt: this.#now(), backupId, succeeded, bytes: undefined, note })
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

type Started = Pick<RecordedRun, 'kind' | 'place' | 'startedAt'>
