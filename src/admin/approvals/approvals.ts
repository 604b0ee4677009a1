import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { Administrator } from '../access/administrator.js'
import { AnotherPersonNeeded, ApprovalClosed, NotThere } from '../admin.errors.js'
import { type Approval, ApprovalStore } from './approval.store.js'
import { ApprovalTimes } from './approval-times.js'
import { GraveDeeds } from './grave-deeds.js'

/** Something that whoever asks wants a second person for. */
export interface WantedApproval {
  readonly action: string
  readonly target: { readonly type: string; readonly id: string }
  /** JSON: all that is needed to do it later */
  readonly payload?: object | undefined
  readonly reason: string | undefined
}

/** Lets two people decide what cannot be undone: one asks for it, another one agrees, and it is done. */
@Injectable()
export class Approvals {
  constructor(
    private readonly store: ApprovalStore,
    private readonly deeds: GraveDeeds,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly times: ApprovalTimes,
  ) {}

  /** Keeps what somebody wants until another person decides. */
  async ask({ action, target, payload = {}, reason }: WantedApproval, by: Administrator): Promise<Approval> {
    const approval: Approval = {
      ...{ id: this.times.nextId(), action, target, payload, reason, state: 'pending', decision: undefined },
      ...{ requestedBy: personOf(by.agent), requester: by.agent },
      ...{ requestedAt: this.times.now(), expiresAt: this.times.expiry() },
    }
    await this.work.run(async (tx) => {
      await this.store.add(tx, approval)
      const after = { approval: approval.id, expiresAt: approval.expiresAt.toISOString() }
      await this.audit.record(tx, by.agent, { action: `${action}.request`, target, reason, after })
    })
    return approval
  }

  /**
   * Agrees to something, which is done then: both are one transaction.
   * @throws {NotThere | ApprovalClosed | AnotherPersonNeeded} and as what is to be done does
   */
  async approve(id: string, by: Administrator, reason: string | undefined): Promise<void> {
    const wanted = await this.#open(id)
    const deed = this.deeds.named(wanted.action)
    if (!deed) throw new ApprovalClosed()
    await this.#assertAnother(wanted, by.agent)
    await deed.assertMay(by, wanted)
    const agent = { ...by.agent, approvals: [wanted.requestedBy, personOf(by.agent)] }
    const decision = { by: personOf(by.agent), at: this.times.now(), reason }
    const settle = async (tx: Queryable) => {
      if (!(await this.store.close(tx, id, 'approved', decision))) throw new ApprovalClosed()
    }
    await deed.perform(wanted, agent, settle, by.grants)
  }

  /** Refuses something. Whoever has asked may take it back. @throws {NotThere | ApprovalClosed} */
  async deny(id: string, by: Administrator, reason: string | undefined): Promise<void> {
    const { action, target } = await this.#open(id)
    const decision = { by: personOf(by.agent), at: this.times.now(), reason }
    await this.work.run(async (tx) => {
      if (!(await this.store.close(tx, id, 'denied', decision))) throw new ApprovalClosed()
      const deed = { action: `${action}.deny`, target, reason, after: { approval: id } }
      await this.audit.record(tx, by.agent, deed)
    })
  }

  async #open(id: string): Promise<Approval> {
    const approval = await this.store.find(id)
    if (!approval) throw new NotThere('approval')
    if (approval.state !== 'pending' || approval.expiresAt <= this.times.now()) throw new ApprovalClosed()
    return approval
  }

  /** A password says nothing of who has it, and a token is nobody: people agree who have signed in. */
  async #assertAnother({ action, target, requestedBy }: Approval, agent: Agent): Promise<void> {
    if (agent.type === 'member' && agent.id !== requestedBy) return
    await this.audit.note(agent, { action, outcome: 'denied', target })
    throw new AnotherPersonNeeded()
  }
}

/** The person behind an agent: a DID, or `password`. */
function personOf({ type, id, onBehalfOf }: Agent): string {
  return type === 'token' ? (onBehalfOf ?? 'password') : (id ?? type)
}
