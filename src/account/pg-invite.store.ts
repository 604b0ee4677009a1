import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { InviteStore, type NewInviteCodes } from './invite.store.js'

const ADD = `
  INSERT INTO invite_code (code, available_uses, disabled, for_account, created_by, created_at)
  SELECT code, $2::int4, false, $3::text, $4::text, $5::timestamptz FROM unnest($1::text[]) AS code`

const USABLE = `
  SELECT EXISTS (
    SELECT FROM invite_code invite
     WHERE invite.code = $1 AND NOT invite.disabled
       AND invite.available_uses > (SELECT count(*) FROM invite_code_use used WHERE used.code = invite.code)
       AND NOT EXISTS (
         SELECT FROM account
          WHERE account.did = invite.for_account AND account.status IN ('takendown', 'suspended', 'deleted'))
  ) AS usable`

const USE = 'INSERT INTO invite_code_use (code, used_by, used_at) VALUES ($1, $2, $3)'

/** Invite codes in the tables `invite_code` and `invite_code_use`. */
@Injectable()
export class PgInviteStore extends InviteStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(
    on: Queryable,
    { codes, uses, forAccount, createdBy, createdAt }: NewInviteCodes,
  ): Promise<void> {
    await on.query({ name: 'invite-add', text: ADD, values: [codes, uses, forAccount, createdBy, createdAt] })
  }

  override async isUsable(code: string): Promise<boolean> {
    // PostgreSQL has no texts with a NUL.
    return !code.includes('\0') && this.#isUsable(this.db, code)
  }

  override async redeem(tx: Queryable, code: string, usedBy: Did, usedAt: Date): Promise<boolean> {
    // The lock comes first, in a statement of its own: the next one then counts the uses of whoever held it before.
    await tx.query({
      name: 'invite-lock',
      text: 'SELECT FROM invite_code WHERE code = $1 FOR UPDATE',
      values: [code],
    })
    if (!(await this.#isUsable(tx, code))) return false
    await tx.query({ name: 'invite-use', text: USE, values: [code, usedBy, usedAt] })
    return true
  }

  async #isUsable(on: Queryable, code: string): Promise<boolean> {
    const { rows } = await on.query<{ usable: boolean }>({
      name: 'invite-usable',
      text: USABLE,
      values: [code],
    })
    return rows[0]?.usable ?? false
  }
}
