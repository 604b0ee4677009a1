import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { byteaArray, Database, type Queryable } from '../../database/index.js'
import { RecoveryCodeStore } from './recovery-code.store.js'

/** Recovery codes in the table `recovery_code`. */
@Injectable()
export class PgRecoveryCodeStore extends RecoveryCodeStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async replace(on: Queryable, did: Did, hashes: readonly Buffer[]): Promise<void> {
    await on.query({
      name: 'recovery-codes-remove',
      text: 'DELETE FROM recovery_code WHERE did = $1',
      values: [did],
    })
    await on.query({
      name: 'recovery-codes-add',
      text: 'INSERT INTO recovery_code (did, hash) SELECT $1, unnest($2::bytea[])',
      values: [did, byteaArray(hashes)],
    })
  }

  override async take(did: Did, hash: Buffer): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'recovery-code-take',
      text: 'DELETE FROM recovery_code WHERE did = $1 AND hash = $2',
      values: [did, hash],
    })
    return rowCount === 1
  }

  override async count(on: Queryable, did: Did): Promise<number> {
    const { rows } = await on.query<{ left: number }>({
      name: 'recovery-codes-count',
      text: 'SELECT count(*)::int4 AS left FROM recovery_code WHERE did = $1',
      values: [did],
    })
    return rows[0]!.left
  }
}
