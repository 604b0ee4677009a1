import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { WrappedKeyTable } from '../identity/index.js'

/** The keys of accounts in the making, in the table `account_draft`. */
@Injectable()
export class DraftKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, {
      table: 'account_draft',
      id: 'did',
      wrapped: 'signing_key_wrapped',
      kekId: 'signing_key_kek_id',
    })
  }

  override contextOf(did: string): string {
    return did
  }
}
