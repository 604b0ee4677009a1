import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { WrappedKeyTable } from '../identity/index.js'

/** The secrets that sign what webhooks are sent, in the table `webhook_secret`. */
@Injectable()
export class WebhookSecretTable extends WrappedKeyTable {
  constructor(db: Database) {
    super(db, { table: 'webhook_secret', id: 'id', wrapped: 'wrapped', kekId: 'kek_id' })
  }

  override contextOf(id: string): string {
    return `webhook secret ${id}`
  }
}
