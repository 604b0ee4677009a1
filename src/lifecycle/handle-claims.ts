import { Injectable } from '@nestjs/common'
import { HandleTaken } from '../account/index.js'
import { Database } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { type HandleClaim, HandleClaimStore } from './handle-claim.store.js'
import { HandleChangeUnderWay } from './lifecycle.errors.js'

/** A claim that nothing became of for so long is settled by housekeeping; no request takes as long. */
const LEASE_MS = 60_000

/** Claims looked at a time. */
const BATCH = 100

/** Handles on their way to accounts. */
@Injectable()
export class HandleClaims {
  constructor(
    private readonly store: HandleClaimStore,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Claims a handle for an account. @throws {HandleTaken | HandleChangeUnderWay} */
  async begin(claim: HandleClaim): Promise<void> {
    const outcome = await this.store.claim(claim, new Date(this.clock.nowMs()))
    if (outcome === 'taken') throw new HandleTaken(claim.handle)
    if (outcome === 'busy') throw new HandleChangeUnderWay()
  }

  /** Ends a claim of which nothing came. */
  giveUp(claim: HandleClaim): Promise<void> {
    return this.store.release(this.db, claim)
  }

  /** Claims of which it is not known what became of them; some at a time. */
  abandoned(): Promise<HandleClaim[]> {
    return this.store.abandoned(new Date(this.clock.nowMs() - LEASE_MS), BATCH)
  }
}
