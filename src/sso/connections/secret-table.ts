import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'
import { contextOfSecret } from './connection-secrets.js'

/** The secrets of connections, in the table `sso_secret`. */
@Injectable()
export class SecretTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'sso_secret', id: 'id', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(id: string): string {
    return contextOfSecret(id)
  }
}
