import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { MemberFacts } from '../facts/member-facts.js'
import { InviteGift, type RedeemedInvite } from './invite-gift.js'

/** Accounts are of the class that the code says. */
@Injectable()
export class InvitedClass extends InviteGift {
  constructor(private readonly facts: MemberFacts) {
    super()
  }

  override async give(tx: Queryable, did: Did, { accountClass }: RedeemedInvite): Promise<void> {
    if (accountClass) await this.facts.put(tx, did, { class: accountClass })
  }
}
