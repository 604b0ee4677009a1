import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../audit/index.js'
import { InviteLedger } from './invite-ledger.js'
import { type AccountInviteCodes, type InviteOrderForm, Invites } from './invites.js'

/** What administrators do to invite codes. All of it is written down; codes are not, as they let people in. */
@Injectable()
export class InviteAdministration {
  constructor(
    private readonly invites: Invites,
    private readonly ledger: InviteLedger,
    private readonly audit: Audit,
  ) {}

  /** Makes codes. @throws {InvalidInviteOrder} */
  create(order: InviteOrderForm, by: Agent): Promise<AccountInviteCodes[]> {
    const { codeCount, useCount, accounts } = order
    return this.invites.create(order, (tx) =>
      this.audit.record(tx, by, { action: 'invite.create', after: { codeCount, useCount, accounts } }),
    )
  }

  /** Switches codes off: these, and all that were given to these accounts. @throws {InvalidInviteQuery} */
  disable(codes: readonly string[], accounts: readonly string[], by: Agent): Promise<void> {
    return this.ledger.disable(codes, accounts, (tx) =>
      this.audit.record(tx, by, {
        action: 'invite.disable',
        ...(codes.length === 1 && { target: { type: 'invite', id: shown(codes[0]!) } }),
        after: { codes: codes.map(shown), accounts },
      }),
    )
  }

  /** Says whether an account may earn codes. @throws {UnknownAccount} */
  allow(did: Did, isAllowed: boolean, by: Agent): Promise<void> {
    return this.ledger.allow(did, isAllowed, (tx) =>
      this.audit.record(tx, by, {
        action: isAllowed ? 'account.allowInvites' : 'account.disallowInvites',
        target: { type: 'account', id: did },
      }),
    )
  }
}

/** Enough of a code to tell which it is. */
function shown(code: string): string {
  return `${code.slice(0, -5)}…`
}
