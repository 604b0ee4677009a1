import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type Leaver, LeaverStore } from './leaver.store.js'

/** Leavers in the table `scim_leaver`. */
@Injectable()
export class PgLeaverStore extends LeaverStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async note(on: Queryable, { did, connectionId, mode }: Leaver, at: Date): Promise<void> {
    await on.query({
      text: `INSERT INTO scim_leaver (did, connection_id, mode, at) VALUES ($1, $2::uuid, $3, $4)
             ON CONFLICT (did, connection_id) DO NOTHING`,
      values: [did, connectionId, mode, at],
    })
  }

  override async of(did: Did): Promise<Leaver[]> {
    const { rows } = await this.db.query<Leaver>({
      text: `SELECT did, connection_id AS "connectionId", mode FROM scim_leaver WHERE did = $1`,
      values: [did],
    })
    return rows
  }

  override async forget(on: Queryable, did: Did, connectionId: string): Promise<void> {
    await on.query({
      text: 'DELETE FROM scim_leaver WHERE did = $1 AND connection_id = $2::uuid',
      values: [did, connectionId],
    })
  }

  override async forgetAll(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM scim_leaver WHERE did = $1', values: [did] })
  }
}
