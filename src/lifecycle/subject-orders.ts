import { SUBJECT_TYPES } from '@guildhall/lexicon'
import { Injectable } from '@nestjs/common'
import type { AtUri, Did } from '@guildhall/syntax'
import { AccountLife } from './account-life.js'
import { Activation } from './activation.js'
import { InvalidSubject } from './lifecycle.errors.js'
import type { Agent } from '../audit/index.js'
import { Judgements } from './judgements.js'
import type { Applied, Subject } from './subjects.js'

/** What an administrator orders about an account, a record or a blob. */
export interface SubjectOrder {
  readonly subject: Subject
  readonly takedown?: Applied | undefined
  readonly deactivated?: Applied | undefined
}

/** Carries out what moderators decided: `com.atproto.admin.updateSubjectStatus`. */
@Injectable()
export class SubjectOrders {
  constructor(
    private readonly judgements: Judgements,
    private readonly life: AccountLife,
    private readonly activation: Activation,
  ) {}

  /**
   * @param reason why, where that is not what names the case
   * @throws {Refusal} for subjects that are not here or of no kind that is known, and for contradictions
   */
  async carryOut(
    { subject, takedown, deactivated }: SubjectOrder,
    agent: Agent,
    reason?: string,
  ): Promise<void> {
    switch (subject.$type) {
      case SUBJECT_TYPES.account:
        return this.#account(subject.did as Did, takedown, deactivated, agent)
      case SUBJECT_TYPES.record:
        return takedown && this.judgements.record(subject.uri as AtUri, { ...takedown, reason }, agent)
      case SUBJECT_TYPES.blob:
        return (
          takedown &&
          this.judgements.blob(subject.did as Did, subject.cid as string, { ...takedown, reason }, agent)
        )
      default:
        throw new InvalidSubject(`Invalid subject (${subject.$type})`)
    }
  }

  async #account(
    did: Did,
    takedown: Applied | undefined,
    deactivated: Applied | undefined,
    agent: Agent,
  ): Promise<void> {
    const by = { actor: 'administrator', agent } as const
    if (takedown?.applied && deactivated?.applied === false) {
      throw new InvalidSubject('Cannot activate and takedown an account at the same time')
    }
    if (takedown) {
      const command = takedown.applied ? ({ kind: 'takeDown', ref: takedown.ref } as const) : RESTORE
      await this.life.order(did, command, { ...by, reason: takedown.ref })
    }
    if (deactivated?.applied) await this.life.order(did, { kind: 'deactivate' }, by)
    if (deactivated?.applied === false) await this.activation.activate(did, by)
    // Asked for nothing in particular, it repeats where the account stands.
    if (!takedown && !deactivated) await this.life.order(did, { kind: 'announce' }, by)
  }
}

const RESTORE = { kind: 'restore' } as const
