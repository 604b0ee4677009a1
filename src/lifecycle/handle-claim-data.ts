import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { HandleClaimStore } from './handle-claim.store.js'

/** Ends the claims of deleted accounts. */
@Injectable()
export class HandleClaimData extends AccountData {
  override readonly known = {
    handlesClaimed: `SELECT handle, claimed_at FROM handle_claim WHERE did = $1`,
    formerHandles: `SELECT handle, given_up_at FROM former_handle WHERE did = $1 ORDER BY given_up_at`,
  }

  constructor(private readonly claims: HandleClaimStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.claims.releaseAll(tx, did)
  }
}
