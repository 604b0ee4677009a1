import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../audit/index.js'
import { type Invitation, type InvitationOrder, Invitations } from './invitations/invitations.js'
import { type InviteCode, type InviteMaker, shownCode } from './invite-code.js'
import { InviteLedger } from './invite-ledger.js'
import { maskedEmail } from './masked-email.js'
import { type AccountInviteCodes, type InviteOrderForm, Invites } from './invites.js'

/** What administrators do to invite codes. All of it is written down; codes are not, as they let people in. */
@Injectable()
export class InviteAdministration {
  constructor(
    private readonly invites: Invites,
    private readonly ledger: InviteLedger,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
  ) {}

  /** Makes codes. @throws {InvalidInviteOrder} */
  create(order: Omit<InviteOrderForm, 'maker'>, by: Agent): Promise<AccountInviteCodes[]> {
    const { codeCount, useCount, accounts, terms } = order
    return this.invites.create({ ...order, maker: makerOf(by) }, (tx) =>
      this.audit.record(tx, by, {
        action: 'invite.create',
        after: {
          ...{ codeCount, useCount, accounts, ...terms },
          ...(terms?.emailPattern !== undefined && { emailPattern: maskedEmail(terms.emailPattern) }),
        },
      }),
    )
  }

  /** Invites people by mail. */
  send(order: Omit<InvitationOrder, 'maker'>, by: Agent): Promise<Invitation[]> {
    const { language, terms } = order
    return this.invitations.send(
      { ...order, maker: makerOf(by) },
      (codeCount) => (tx) =>
        this.audit.record(tx, by, { action: 'invite.send', after: { codeCount, language, ...terms } }),
    )
  }

  /** Sends a letter again; undefined if there is no such code. @throws {InviteNotOpen} */
  resend(code: string, by: Agent): Promise<InviteCode | undefined> {
    return this.invitations.resend(code, (tx) =>
      this.audit.record(tx, by, {
        action: 'invite.resend',
        target: { type: 'invite', id: shownCode(code) },
      }),
    )
  }

  /** Switches a code off; `false` if there is none. */
  async revoke(code: string, by: Agent): Promise<boolean> {
    if (!(await this.ledger.has(code))) return false
    await this.disable([code], [], by)
    return true
  }

  /** Switches codes off: these, and all that were given to these accounts. @throws {InvalidInviteQuery} */
  disable(codes: readonly string[], accounts: readonly string[], by: Agent): Promise<void> {
    return this.ledger.disable(codes, accounts, (tx) =>
      this.audit.record(tx, by, {
        action: 'invite.disable',
        ...(codes.length === 1 && { target: { type: 'invite', id: shownCode(codes[0]!) } }),
        after: { codes: codes.map(shownCode), accounts },
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

function makerOf({ type, id }: Agent): InviteMaker {
  return { type, id }
}
