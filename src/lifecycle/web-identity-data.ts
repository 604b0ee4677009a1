import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { WebIdentities } from '../identity/index.js'

/** Ends the did:web identities of deleted accounts. Their names stay taken. */
@Injectable()
export class WebIdentityData extends AccountData {
  override readonly known = {
    webIdentities: `SELECT handle, created_at, ended_at FROM web_identity WHERE did = $1`,
  }

  constructor(private readonly identities: WebIdentities) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.identities.end(tx, did)
  }
}
