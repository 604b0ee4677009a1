import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, InviteGift, type InviteMaker, type RedeemedInvite, stateOf } from '../../account/index.js'
import { Administrators } from '../../auth/index.js'
import type { Queryable } from '../../database/index.js'
import { Grants, OWNER } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import { AssignmentStore } from './assignment.store.js'
import { RoleAssignments } from './role-assignments.js'

/**
 * Gives new members the role that they were invited with, if whoever invited them may still give it. A code may have come
 * into other hands than those it was for, so that the address has to be confirmed first.
 */
@Injectable()
export class InvitedRoles extends InviteGift {
  override readonly takesProof = true

  constructor(
    private readonly assignments: RoleAssignments,
    private readonly store: AssignmentStore,
    private readonly accounts: Accounts,
    private readonly administrators: Administrators,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async give(tx: Queryable, did: Did, { role, maker, shownCode }: RedeemedInvite): Promise<void> {
    if (!role || !maker) return
    // From here on nobody takes a role from whoever invited them.
    await this.store.lockAll(tx)
    const grants = await this.#grantsOf(tx, maker)
    const wanted = { did, role: role.id, domain: role.domain }
    await this.assignments.fulfil(tx, wanted, shownCode, { agent: maker, grants })
  }

  /** What somebody may do now who made an invite. */
  async #grantsOf(tx: Queryable, { type, id }: InviteMaker): Promise<Grants> {
    if (type === 'password') return this.administrators.passwordGrants
    if (type === 'command') return Grants.of([{ role: OWNER.id }])
    const account = type === 'member' ? await this.accounts.byDid(id as Did) : undefined
    const canSignIn = account && stateOf(account) === 'active'
    return Grants.of(canSignIn ? await this.store.heldBy(account.did, new Date(this.clock.nowMs()), tx) : [])
  }
}
