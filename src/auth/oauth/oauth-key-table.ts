import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'

/** The keys of access tokens, in the table `oauth_signing_key`. */
@Injectable()
export class OauthKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'oauth_signing_key', id: 'kid', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(kid: string): string {
    return `oauth signing key ${kid}`
  }
}
