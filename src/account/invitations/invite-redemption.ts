import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import { ServiceConfig } from '../../config/index.js'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import { InvalidInviteCode } from '../account.errors.js'
import { InviteStore } from '../invite.store.js'
import { type CodeInUse, shownCode } from '../invite-code.js'
import { InviteGift } from './invite-gift.js'
import { type Invitee, termProblem } from './invite-terms.js'

const NOT_AVAILABLE = 'Provided invite code not available'

/** Lets people sign up with invite codes. */
@Injectable()
export class InviteRedemption {
  constructor(
    private readonly store: InviteStore,
    private readonly contributions: Contributions,
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
    const problem = await this.#problemOf(code, invitee)
    if (problem !== undefined) throw new InvalidInviteCode(problem)
  }

  /** Whether a code could be redeemed now, for those who take one that is not needed. */
  async isGood(code: string, invitee: Invitee): Promise<boolean> {
    return (await this.#problemOf(code, invitee)) === undefined
  }

  /** The handle that is proposed to whoever comes with a code; undefined if there is none, or the code is not usable. */
  async suggestedHandle(code: string): Promise<string | undefined> {
    return (await this.store.usable(code, this.#now()))?.suggestedHandle
  }

  /**
   * Uses a code up by one, in the transaction that creates the account, and gives the member what the code promises, but
   * for what waits until the address is confirmed.
   * Whether the code is for them was looked at by {@link check}: that never changes.
   * @throws {InvalidInviteCode}
   */
  async redeem(tx: Queryable, code: string, usedBy: Did): Promise<void> {
    const invite = await this.store.redeem(tx, code, usedBy, this.#now())
    if (!invite) throw new InvalidInviteCode(NOT_AVAILABLE)
    await this.outbox.record(tx, { type: 'invite.used', data: { invite: shownCode(code), did: usedBy } })
    await this.#give(tx, usedBy, { ...invite, code }, false)
  }

  /**
   * Gives a member what waited until their address was confirmed, in the transaction that does so.
   * @param email the address; what was promised to another one waits on
   * @returns whether something had waited
   */
  async fulfil(tx: Queryable, did: Did, email: string): Promise<boolean> {
    const awaited = await this.store.awaited(tx, did, email)
    for (const invite of awaited) await this.#give(tx, did, invite, true)
    return awaited.length > 0
  }

  async #give(tx: Queryable, did: Did, invite: CodeInUse, isProved: boolean): Promise<void> {
    const { code, ...terms } = invite
    for (const gift of this.contributions.of(InviteGift)) {
      if (gift.takesProof === isProved) await gift.give(tx, did, { ...terms, shownCode: shownCode(code) })
    }
  }

  async #problemOf(code: string, invitee: Invitee): Promise<string | undefined> {
    const terms = await this.store.usable(code, this.#now())
    return terms ? termProblem(terms, invitee) : NOT_AVAILABLE
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
