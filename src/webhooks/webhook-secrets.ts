import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { KeyVault } from '../identity/index.js'
import { Clock, Random } from '../telemetry/index.js'
import { WebhookSecretTable } from './webhook-secret-table.js'

const SECRET_BYTES = 32

/** What secrets begin with, as Standard Webhooks has it. */
const PREFIX = 'whsec_'

interface SecretRow {
  id: string
  wrapped: Buffer
  kek_id: string
}

/** The secrets that sign what webhooks are sent: shown once, stored encrypted, two of them while one is replaced. */
@Injectable()
export class WebhookSecrets {
  constructor(
    private readonly db: Database,
    private readonly table: WebhookSecretTable,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Makes a secret for a webhook; the ones before stay good for a while.
   * @param overlapMs how long
   * @returns the secret, as receivers are given it: `whsec_…`
   */
  async renew(tx: Queryable, webhookId: string, overlapMs: number): Promise<string> {
    const secret = Buffer.from(this.random.bytes(SECRET_BYTES))
    const id = this.random.uuid()
    const { wrapped, kekId } = await this.vault.wrap(secret, this.table.contextOf(id))
    const nowMs = this.clock.nowMs()
    await tx.query({
      text: `DELETE FROM webhook_secret WHERE webhook_id = $1::uuid AND good_until IS NOT NULL`,
      values: [webhookId],
    })
    await tx.query({
      text: 'UPDATE webhook_secret SET good_until = $2 WHERE webhook_id = $1::uuid',
      values: [webhookId, new Date(nowMs + overlapMs)],
    })
    await tx.query({
      text: `INSERT INTO webhook_secret (id, webhook_id, wrapped, kek_id, created_at) VALUES ($1, $2, $3, $4, $5)`,
      values: [id, webhookId, Buffer.from(wrapped), kekId, new Date(nowMs)],
    })
    return `${PREFIX}${secret.toString('base64')}`
  }

  /** The secrets of a webhook that are good now, the newest first. */
  async of(webhookId: string): Promise<Uint8Array[]> {
    const { rows } = await this.db.query<SecretRow>({
      text: `SELECT id, wrapped, kek_id FROM webhook_secret
              WHERE webhook_id = $1::uuid AND (good_until IS NULL OR good_until > $2::timestamptz)
              ORDER BY created_at DESC, id`,
      values: [webhookId, new Date(this.clock.nowMs())],
    })
    return Promise.all(
      rows.map(({ id, wrapped, kek_id: kekId }) =>
        this.vault.unwrap({ wrapped, kekId }, this.table.contextOf(id)),
      ),
    )
  }
}
