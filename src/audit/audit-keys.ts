import { K256Key } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { KeyVault, VaultError } from '../identity/index.js'
import { Clock, Random } from '../telemetry/index.js'
import { AuditKeyTable } from './audit-key-table.js'

interface KeyRow {
  key_id: string
  wrapped: Buffer
  kek_id: string
}

/**
 * The key that signs checkpoints, stored encrypted: whoever can write to the database, and knows nothing else, cannot
 * make one. It goes by its public half, as `did:key`.
 */
@Injectable()
export class AuditKeys {
  constructor(
    private readonly db: Database,
    private readonly table: AuditKeyTable,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** The key that signs now; the first time, it is made. */
  async signer(): Promise<K256Key> {
    return (await this.#newest()) ?? (await this.#make())
  }

  /** Whether a key is one of ours: it can be opened, and is the one that it is called. */
  async isOurs(keyId: string): Promise<boolean> {
    const { rows } = await this.db.query<KeyRow>({
      text: 'SELECT key_id, wrapped, kek_id FROM audit_key WHERE key_id = $1',
      values: [keyId],
    })
    try {
      return rows[0] !== undefined && (await this.#open(rows[0])).didKey === keyId
    } catch (error) {
      if (error instanceof VaultError) return false
      throw error
    }
  }

  async #newest(): Promise<K256Key | undefined> {
    const { rows } = await this.db.query<KeyRow>({
      text: 'SELECT key_id, wrapped, kek_id FROM audit_key ORDER BY created_at, key_id LIMIT 1',
    })
    return rows[0] && this.#open(rows[0])
  }

  /** Of two nodes that make one at a time, both use the first. */
  async #make(): Promise<K256Key> {
    const key = K256Key.generate((count) => this.random.bytes(count))
    const { wrapped, kekId } = await this.vault.wrap(key.exportBytes(), this.table.contextOf(key.didKey))
    await this.db.query({
      text: 'INSERT INTO audit_key (key_id, wrapped, kek_id, created_at) VALUES ($1, $2, $3, $4)',
      values: [key.didKey, Buffer.from(wrapped), kekId, new Date(this.clock.nowMs())],
    })
    return (await this.#newest()) ?? key
  }

  async #open({ key_id: keyId, wrapped, kek_id: kekId }: KeyRow): Promise<K256Key> {
    return K256Key.fromBytes(await this.vault.unwrap({ wrapped, kekId }, this.table.contextOf(keyId)))
  }
}
