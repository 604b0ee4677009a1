import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'
import { contextOfIdToken } from './id-tokens.js'

/** The ID tokens of the table `sso_session`. */
@Injectable()
export class SessionIdTokenTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'sso_session', id: 'id::text', wrapped: 'id_token', kekId: 'id_token_kek_id' })
  }

  override contextOf(id: string): string {
    return contextOfIdToken('session', id)
  }
}
