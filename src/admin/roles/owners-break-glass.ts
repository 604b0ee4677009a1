import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Audit } from '../../audit/index.js'
import { OWNER } from '../../roles/index.js'
import { BreakGlass } from '../../sso/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { OwnerPost } from '../mail/owner-post.js'
import { AssignmentStore } from './assignment.store.js'

/** Owners get in with their password when the provider of their organization does not let them; the audit has it, and Owners hear of it. */
@Injectable()
export class OwnersBreakGlass extends BreakGlass {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly audit: Audit,
    private readonly log: Log,
    private readonly clock: Clock,
    private readonly post: OwnerPost,
  ) {
    super()
  }

  override async open(did: Did): Promise<boolean> {
    const held = await this.assignments.heldBy(did, new Date(this.clock.nowMs()))
    if (!held.some(({ role, domain }) => role === OWNER.id && domain === undefined)) return false
    const target = { type: 'account', id: did }
    await this.audit.note({ type: 'member', id: did, role: OWNER.id }, { action: 'break-glass.use', target })
    this.log.warn({ did }, 'an Owner has used the password though single sign-on is required')
    await this.post.tell({ kind: 'break-glass-used', did })
    return true
  }
}
