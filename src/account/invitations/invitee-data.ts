import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { AccountData } from '../account-data.js'
import { InviteeStore } from './invitee.store.js'

/** The address that somebody was invited at goes with the account. */
@Injectable()
export class InviteeData extends AccountData {
  constructor(private readonly store: InviteeStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.forget(tx, did)
  }
}
