import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'

/** The keys of archives, in the table `account_archive`. */
@Injectable()
export class ArchiveKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'account_archive', id: 'id::text', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(id: string): string {
    return `archive ${id}`
  }
}
