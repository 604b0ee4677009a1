import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { OWNER } from '../../roles/index.js'
import { LastOwner } from '../admin.errors.js'
import { AssignmentStore } from './assignment.store.js'

/** Whoever leaves has no role any more; the last Owner who can sign in does not leave. */
@Injectable()
export class RoleData extends AccountData {
  constructor(private readonly store: AssignmentStore) {
    super()
  }

  /** @throws {LastOwner} */
  override async erase(tx: Queryable, did: Did): Promise<void> {
    const removed = await this.store.removeOf(tx, did)
    const wasOwner = removed.some(({ role, domain, expiresAt }) => role === OWNER.id && !domain && !expiresAt)
    if (!wasOwner) return
    await this.store.lockAll(tx)
    const left = await this.store.lasting(tx, OWNER.id)
    if (!left.some(({ canSignIn }) => canSignIn)) throw new LastOwner()
  }
}
