import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { HandlePolicy, PlcUnavailable } from '../identity/index.js'
import { HandleAdoption } from './handle-adoption.js'
import type { HandleClaim } from './handle-claim.store.js'
import { HandleClaims } from './handle-claims.js'
import { HandlePublication } from './handle-publication.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'

/** Circumstances of a change. */
export interface HandleChangeOptions {
  readonly allowAnyValid?: boolean
  readonly isAdministrator?: boolean
  readonly step?: (tx: Queryable) => Promise<void>
}

/** Gives accounts other handles. */
@Injectable()
export class HandleChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: HandlePolicy,
    private readonly claims: HandleClaims,
    private readonly publication: HandlePublication,
    private readonly adoption: HandleAdoption,
  ) {}

  /**
   * Makes a handle the one of an account, here and in its identity, and announces it. The handle is claimed first, so
   * that of two who want it at a time the identity of the loser never has it; then the identity is changed; then the
   * account. A crash in between leaves the claim, and housekeeping goes by what the directory has. No connection of
   * the database is held while others are asked. Asking for the present handle repeats the announcement.
   * @param options `allowAnyValid` and `isAdministrator` as of {@link HandlePolicy.accept}; `step`: the last thing that the
   * transaction does which gives the handle to the account
   * @throws {Refusal} if the handle is not allowed, taken, or not taken by the directory
   */
  async change(did: Did, wanted: string, { step, ...options }: HandleChangeOptions = {}): Promise<void> {
    if (!(await this.accounts.byDid(did))) throw new HostedAccountNotFound()
    const handle = await this.policy.accept(wanted, { did, isChange: true, ...options })
    const claim = { did, handle }
    await this.claims.begin(claim)
    await this.#publish(claim)
    await this.adoption.adopt(claim, step)
    await this.publication.forget(did)
  }

  async #publish(claim: HandleClaim): Promise<void> {
    try {
      await this.publication.publish(claim.did, claim.handle)
    } catch (error) {
      // Out of reach, the directory may have taken the change all the same: that is found out later.
      if (!(error instanceof PlcUnavailable)) await this.claims.giveUp(claim)
      throw error
    }
  }
}
