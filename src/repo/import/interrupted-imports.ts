import { Injectable } from '@nestjs/common'
import { DatabaseUnavailable } from '../../database/index.js'
import { SigningKeys } from '../../identity/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { ImportStore } from './import.store.js'
import { RepoSwitch } from './repo-switch.js'

const MINUTE_MS = 60_000

/**
 * Finishes imports whose files had arrived when the node that took them was stopped or crashed: a large file need not
 * be sent again. Where somebody has written to the repository or imported into it since, it stays as it is.
 */
@Injectable()
export class InterruptedImports extends HousekeepingTask {
  override readonly name = 'interrupted imports'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly store: ImportStore,
    private readonly repos: RepoSwitch,
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  /** Returns the number of imports that were finished. */
  override async run(): Promise<number> {
    // One that has just arrived is about to be finished by the node that took it.
    const before = new Date(this.clock.nowMs() - MINUTE_MS)
    let finished = 0
    for (;;) {
      const left = await this.store.leftBehind(before)
      if (!left) return finished
      const { importId, repoId, did } = left
      try {
        await this.repos.replace(importId, did, await this.keys.signerFor(did), { isLate: true })
        finished++
        this.log.info({ importId, did }, 'finished an import that was interrupted')
      } catch (error) {
        // Tried again later. Anything else would come again as well, and hold up the others.
        if (error instanceof DatabaseUnavailable) throw error
        this.log.warn({ importId, did, err: error }, 'gave up an import that was interrupted')
      }
      await this.store.end({ importId, repoId })
    }
  }
}
