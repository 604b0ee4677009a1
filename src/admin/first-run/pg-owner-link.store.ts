import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { OwnerLinkStore } from './owner-link.store.js'

const ADD = `
  WITH expired AS (DELETE FROM owner_link WHERE expires_at <= $2::timestamptz)
  INSERT INTO owner_link (digest, made_at, expires_at) VALUES ($1::bytea, $2::timestamptz, $3::timestamptz)`

/** Links in the table `owner_link`. */
@Injectable()
export class PgOwnerLinkStore extends OwnerLinkStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(digest: Uint8Array, { now, expiresAt }: { now: Date; expiresAt: Date }): Promise<void> {
    await this.db.query({ text: ADD, values: [digest, now, expiresAt] })
  }

  override async knows(digest: Uint8Array, now: Date): Promise<boolean> {
    const { rows } = await this.db.query({
      text: 'SELECT FROM owner_link WHERE digest = $1::bytea AND expires_at > $2::timestamptz',
      values: [digest, now],
    })
    return rows.length > 0
  }

  override async use(tx: Queryable, digest: Uint8Array, now: Date): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'DELETE FROM owner_link WHERE digest = $1::bytea AND expires_at > $2::timestamptz',
      values: [digest, now],
    })
    if (rowCount === 0) return false
    await tx.query({ text: 'DELETE FROM owner_link' })
    return true
  }
}
