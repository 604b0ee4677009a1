import { TidClock } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Random } from '../telemetry/index.js'

/** Clock identifiers of TIDs take 10 bits. */
const CLOCK_IDS = 1024

/** Gives revisions and record keys: TIDs that rise within this process. */
@Injectable()
export class RevClock {
  readonly #tids: TidClock

  constructor(clock: Clock, random: Random) {
    this.#tids = new TidClock(() => clock.nowMicros(), random.int(CLOCK_IDS))
  }

  /** A TID later than all before, and than `after`. */
  next(after?: string): string {
    return this.#tids.next(after)
  }
}
