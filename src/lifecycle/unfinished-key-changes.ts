import { Injectable } from '@nestjs/common'
import { ReservedKeys } from '../identity/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Log } from '../telemetry/index.js'
import { SigningKeyChange } from './signing-key-change.js'

const MINUTE_MS = 60_000

/** Changes that began less than this long ago may be under way. */
const UNDER_WAY_MS = MINUTE_MS

/** Changes taken up by one run. */
const BATCH = 100

/** Finishes changes of signing keys that a crash, or a directory out of reach, left half-made. */
@Injectable()
export class UnfinishedKeyChanges extends HousekeepingTask {
  override readonly name = 'unfinished changes of signing keys'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly reserved: ReservedKeys,
    private readonly changes: SigningKeyChange,
    private readonly log: Log,
  ) {
    super()
  }

  /** Finishes what can be finished; returns how many. */
  override async run(): Promise<number> {
    let finished = 0
    for (const did of await this.reserved.takenLongAgo(UNDER_WAY_MS, BATCH)) {
      try {
        await this.changes.complete(did)
        finished++
      } catch (error) {
        this.log.warn({ did, err: error }, 'could not finish the change of a signing key yet')
      }
    }
    return finished
  }
}
