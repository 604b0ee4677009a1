import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { WrappedKeyTable } from '../../identity/index.js'

/** The secrets of apps that make codes, in the table `totp_factor`. */
@Injectable()
export class TotpKeyTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'totp_factor', id: 'did', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(did: string): string {
    return contextOfTotp(did)
  }
}

/** What the secret of an account is wrapped for. */
export function contextOfTotp(did: string): string {
  return `totp secret of ${did}`
}
