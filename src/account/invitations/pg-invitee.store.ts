import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { InviteeStore } from './invitee.store.js'

const FORGET = 'UPDATE invite_code SET email_pattern = NULL, sent_to = NULL, language = NULL'

/**
 * Codes that are good for nothing since before a time ($1), that nobody has used, and that name somebody: a pattern of
 * many addresses does not. Of codes that an earlier release switched off it is not known when: they count from when
 * they were made. An open code keeps its address, which says who may use it.
 */
const UNUSED = `
  SELECT invite.code FROM invite_code invite
   WHERE CASE WHEN invite.disabled THEN coalesce(invite.revoked_at, invite.created_at)
              ELSE invite.expires_at END < $1::timestamptz
     AND (invite.sent_to IS NOT NULL OR strpos(invite.email_pattern, '*') = 0)
     AND NOT EXISTS (SELECT FROM invite_code_use used WHERE used.code = invite.code)`

const HELD = `
  SELECT FROM repo LEFT JOIN account USING (did)
   WHERE repo.is_held
     AND (repo.did IN (invite.for_account, invite.maker_id)
          OR account.email = coalesce(invite.sent_to, invite.email_pattern))`

/** Addresses in the table `invite_code`. */
@Injectable()
export class PgInviteeStore extends InviteeStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async forget(tx: Queryable, did: Did): Promise<void> {
    await tx.query({
      text: `${FORGET}
              WHERE available_uses = 1 AND code IN (SELECT code FROM invite_code_use WHERE used_by = $1)`,
      values: [did],
    })
  }

  override async countUnused(before: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM (${UNUSED} AND NOT EXISTS (${HELD})) AS unused`,
      values: [before],
    })
    return rows[0]!.count
  }

  override async forgetUnused(before: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      text: `${FORGET} WHERE code IN (${UNUSED} AND NOT EXISTS (${HELD}) LIMIT $2::int4)`,
      values: [before, limit],
    })
    return rowCount
  }
}
