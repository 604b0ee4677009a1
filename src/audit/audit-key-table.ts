import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { WrappedKeyTable } from '../identity/index.js'

/** The keys that sign checkpoints, in the table `audit_key`. */
@Injectable()
export class AuditKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'audit_key', id: 'key_id', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(keyId: string): string {
    return `audit key ${keyId}`
  }
}
