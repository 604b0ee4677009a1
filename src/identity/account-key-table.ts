import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { WrappedKeyTable } from './wrapped-key-table.js'

/** The keys of accounts, in the table `signing_key`. */
@Injectable()
export class AccountKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'signing_key', id: 'did', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(did: string): string {
    return did
  }
}
