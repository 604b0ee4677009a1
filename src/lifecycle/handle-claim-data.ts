import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { HandleClaimStore } from './handle-claim.store.js'

/** Ends the claims of deleted accounts. */
@Injectable()
export class HandleClaimData extends AccountData {
  constructor(private readonly claims: HandleClaimStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.claims.releaseAll(tx, did)
  }
}
