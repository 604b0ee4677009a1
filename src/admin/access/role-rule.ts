import { Injectable } from '@nestjs/common'
import { AdministrationRule, type SignedInAccount } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { AdminSignInConfig } from './admin-sign-in.config.js'
import { isGoodToAdminister } from './signed-in.js'

/** Lets those go to the dashboard without signing in once more who have a role, and have signed in with enough for it. */
@Injectable()
export class RoleRule extends AdministrationRule {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly signIn: AdminSignInConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async admits(signedIn: SignedInAccount): Promise<boolean> {
    const nowMs = this.clock.nowMs()
    if (!isGoodToAdminister(signedIn, nowMs) || !this.signIn.proofs.includes(signedIn.provedBy)) return false
    return (await this.assignments.heldBy(signedIn.account.did, new Date(nowMs))).length > 0
  }
}
