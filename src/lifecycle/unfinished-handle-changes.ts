import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Log } from '../telemetry/index.js'
import { HandleAdoption } from './handle-adoption.js'
import type { HandleClaim } from './handle-claim.store.js'
import { HandleClaims } from './handle-claims.js'
import { HandlePublication } from './handle-publication.js'

const MINUTE_MS = 60_000

/**
 * Ends changes of handles that a crash, or a directory out of reach, left half-way: what the directory has is done
 * here as well, what it does not have is given up.
 */
@Injectable()
export class UnfinishedHandleChanges extends HousekeepingTask {
  override readonly name = 'unfinished changes of handles'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly claims: HandleClaims,
    private readonly publication: HandlePublication,
    private readonly adoption: HandleAdoption,
    private readonly log: Log,
  ) {
    super()
  }

  /** Settles what it can; returns how many. What cannot be settled now is looked at again the next time. */
  override async run(): Promise<number> {
    let settled = 0
    for (const claim of await this.claims.abandoned()) if (await this.#settle(claim)) settled++
    return settled
  }

  async #settle(claim: HandleClaim): Promise<boolean> {
    const { did, handle } = claim
    try {
      const isPublished = await this.publication.isPublished(did, handle)
      if (isPublished) await this.adoption.adopt(claim)
      else await this.claims.giveUp(claim)
      if (isPublished) await this.publication.forget(did)
      this.log.info({ did, handle, isPublished }, 'settled an unfinished change of a handle')
      return true
    } catch (error) {
      this.log.warn({ did, handle, err: error }, 'could not settle an unfinished change of a handle yet')
      return false
    }
  }
}
