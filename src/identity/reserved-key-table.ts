import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { reservedKeyContext } from './reserved-key.store.js'
import { WrappedKeyTable } from './wrapped-key-table.js'

/** The keys that were made for accounts to come, in the table `reserved_signing_key`. */
@Injectable()
export class ReservedKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'reserved_signing_key', id: 'did_key', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(didKey: string): string {
    return reservedKeyContext(didKey)
  }
}
