import { Injectable } from '@nestjs/common'
import { Database, UnitOfWork } from '../../database/index.js'
import { OauthKeyStore, type StoredOauthKey } from './oauth-key.store.js'

const ADD = `
  INSERT INTO oauth_signing_key (kid, wrapped, kek_id, created_at)
  SELECT $1, $2, $3, $4::timestamptz
   WHERE NOT EXISTS (SELECT FROM oauth_signing_key WHERE created_at > $5::timestamptz)`

/** Keys of access tokens in the table `oauth_signing_key`. */
@Injectable()
export class PgOauthKeyStore extends OauthKeyStore {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {
    super()
  }

  override async list(): Promise<StoredOauthKey[]> {
    const { rows } = await this.db.query<{ kid: string; wrapped: Buffer; kek_id: string; created_at: Date }>({
      text: 'SELECT kid, wrapped, kek_id, created_at FROM oauth_signing_key ORDER BY created_at DESC, kid',
    })
    return rows.map(({ kid, wrapped, kek_id: kekId, created_at: createdAt }) => ({
      kid,
      wrapped,
      kekId,
      createdAt,
    }))
  }

  override async add({ kid, wrapped, kekId, createdAt }: StoredOauthKey, since: Date): Promise<void> {
    await this.work.run(async (tx) => {
      // Readers go on; another node that wants to add one waits, and then sees this one.
      await tx.query({ text: 'LOCK TABLE oauth_signing_key IN SHARE ROW EXCLUSIVE MODE' })
      await tx.query({ text: ADD, values: [kid, wrapped, kekId, createdAt, since] })
    })
  }

  override async removeOlder(than: Date): Promise<number> {
    const { rowCount } = await this.db.query({
      text: 'DELETE FROM oauth_signing_key WHERE created_at < $1::timestamptz',
      values: [than],
    })
    return rowCount
  }
}
