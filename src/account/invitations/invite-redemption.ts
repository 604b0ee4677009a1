import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import { InvalidInviteCode } from '../account.errors.js'
import { MemberFacts } from '../facts/member-facts.js'
import { InviteStore } from '../invite.store.js'
import { shownCode } from '../invite-code.js'
import { type Invitee, termProblem } from './invite-terms.js'

/** Lets people sign up with invite codes. */
@Injectable()
export class InviteRedemption {
  constructor(
    private readonly store: InviteStore,
    private readonly facts: MemberFacts,
    private readonly outbox: WebhookOutbox,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /** Whether signing up takes an invite code. */
  get required(): boolean {
    return this.config.inviteRequired
  }

  /**
   * Refuses a sign-up early; {@link redeem} decides whether the code is still good.
   * @throws {InvalidInviteCode} if the code could not be redeemed now, or is for somebody else
   */
  async check(code: string, invitee: Invitee): Promise<void> {
    const terms = await this.store.usable(code, this.#now())
    if (!terms) throw notAvailable()
    const problem = termProblem(terms, invitee)
    if (problem !== undefined) throw new InvalidInviteCode(problem)
  }

  /**
   * Uses a code up by one, in the transaction that creates the account, and gives the account what the code says.
   * Whether the code is for them was looked at by {@link check}: that never changes.
   * @throws {InvalidInviteCode}
   */
  async redeem(tx: Queryable, code: string, usedBy: Did): Promise<void> {
    const terms = await this.store.redeem(tx, code, usedBy, this.#now())
    if (!terms) throw notAvailable()
    if (terms.accountClass) await this.facts.put(tx, usedBy, { class: terms.accountClass })
    await this.outbox.record(tx, {
      type: 'invite.used',
      data: { invite: shownCode(code), did: usedBy },
    })
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}

function notAvailable(): InvalidInviteCode {
  return new InvalidInviteCode('Provided invite code not available')
}
