import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Audit } from '../../audit/index.js'
import { OWNER } from '../../roles/index.js'
import { LeaverExemption } from '../../scim/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { OwnerPost } from '../mail/owner-post.js'

/** Of one role, one for each domain. */
const ASSIGNMENTS_MAX = 200

/** Owners are kept out of their accounts by no directory; the others are told that it wanted that. */
@Injectable()
export class OwnersStay extends LeaverExemption {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly audit: Audit,
    private readonly post: OwnerPost,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  override async isExempt(did: Did): Promise<boolean> {
    // Given by hand: whom a directory has made an Owner, it may take away.
    const slice = { descending: false, limit: ASSIGNMENTS_MAX, after: undefined }
    const given = await this.assignments.list({ role: OWNER.id, did }, slice)
    const nowMs = this.clock.nowMs()
    return given.some(
      ({ domain, expiresAt }) =>
        domain === undefined && (expiresAt === undefined || expiresAt.getTime() > nowMs),
    )
  }

  override async tell(did: Did, { id, name }: { readonly id: string; readonly name: string }): Promise<void> {
    const target = { type: 'account', id: did }
    await this.audit.note({ type: 'system', id: `connection ${id}` }, { action: 'owner.stay', target })
    this.log.warn({ did, connection: id }, 'a directory wanted to keep an Owner out, who stays')
    await this.post.send({ kind: 'owner-stays', connectionName: name, did })
  }
}
