import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { AccountData } from '../account-data.js'
import { InviteeStore } from './invitee.store.js'

/** The address that somebody was invited at goes with the account. */
@Injectable()
export class InviteeData extends AccountData {
  override readonly known = {
    invitation: `SELECT code, used_at, sent_to, sent_at, invite_code.language, handle_domain, account_class, role, role_domain
                   FROM invite_code_use JOIN invite_code USING (code) WHERE used_by = $1`,
    invites: `SELECT code, available_uses, disabled, created_at, expires_at, sent_to, sent_at,
                     (SELECT count(*)::int4 FROM invite_code_use WHERE invite_code_use.code = invite_code.code) AS uses
                FROM invite_code WHERE for_account = $1 ORDER BY created_at`,
  }

  constructor(private readonly store: InviteeStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.forget(tx, did)
  }
}
