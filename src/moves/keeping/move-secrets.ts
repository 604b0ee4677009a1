import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { KeyVault, type WrappedKey } from '../../identity/index.js'
import type { PdsTokens } from '../../migration/index.js'

/** What a move needs to be signed in. The password at the old server is never among it. */
export interface MoveKeys {
  /** the session at the old server */
  readonly old: PdsTokens
  /** the session here, once the account is here */
  readonly here?: PdsTokens | undefined
  /** the password that the account here is to have, until it is here; none where an organization has the sign-in */
  readonly password?: string | undefined
  /** the code of the old server, until it is used */
  readonly code?: string | undefined
}

const PUT = `
  INSERT INTO guided_move_secret (id, wrapped, kek_id) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped, kek_id = excluded.kek_id`

/** Sessions and codes of moves that are under way, sealed by the vault. */
@Injectable()
export class MoveSecrets {
  constructor(
    private readonly db: Database,
    private readonly vault: KeyVault,
  ) {}

  /** @throws {VaultError} if it cannot be opened here */
  async read(id: string): Promise<MoveKeys | undefined> {
    const { rows } = await this.db.query<{ wrapped: Buffer; kek_id: string }>({
      text: 'SELECT wrapped, kek_id FROM guided_move_secret WHERE id = $1',
      values: [id],
    })
    if (!rows[0]) return undefined
    const sealed: WrappedKey = { wrapped: rows[0].wrapped, kekId: rows[0].kek_id }
    const text = Buffer.from(await this.vault.unwrap(sealed, contextOfMove(id))).toString('utf8')
    return JSON.parse(text) as MoveKeys
  }

  async put(id: string, keys: MoveKeys, on: Queryable = this.db): Promise<void> {
    const { wrapped, kekId } = await this.vault.wrap(Buffer.from(JSON.stringify(keys)), contextOfMove(id))
    await on.query({ text: PUT, values: [id, Buffer.from(wrapped), kekId] })
  }

  async forget(tx: Queryable, id: string): Promise<void> {
    await tx.query({ text: 'DELETE FROM guided_move_secret WHERE id = $1', values: [id] })
  }

  /** Forgets those of moves that are over; returns how many. */
  async forgetEnded(now: Date): Promise<number> {
    const { rowCount } = await this.db.query({
      text: `DELETE FROM guided_move_secret secret
              WHERE NOT EXISTS (SELECT FROM guided_move
                                 WHERE guided_move.id::text = secret.id
                                   AND (state = 'underWay' OR state IN ('waiting', 'failed') AND expires_at > $1::timestamptz))`,
      values: [now],
    })
    return rowCount
  }
}

/** What the secrets of a move are wrapped for. @param id of the move */
export function contextOfMove(id: string): string {
  return `move ${id}`
}
