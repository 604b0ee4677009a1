import { Injectable } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { type Agent, Audit, type Deed } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { type HeldRole, isRoleId, mayAssign, OWNER } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields, LastOwner, NotThere, RoleOutranks } from '../admin.errors.js'
import { TimedId } from '../api/timed-id.js'
import { type Assignment, AssignmentStore, type LastingHolder } from './assignment.store.js'

/** What a deed is about. */
type Target = NonNullable<Deed['target']>

/** A role that whoever is invited is to have. */
export type PromisedRole = Omit<HeldRole, 'custom'>

/** A role that somebody is to have. */
export interface WantedRole extends PromisedRole {
  readonly did: string
  readonly expiresAt?: Date | undefined
}

/**
 * Gives roles and takes them away. Once there was an Owner whose role does not expire, there always is one; the same goes
 * for one who can sign in.
 */
@Injectable()
export class RoleAssignments {
  constructor(
    private readonly store: AssignmentStore,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /**
   * Gives a member of ours a role; one that they have for the same domain is given anew.
   * @throws {RoleOutranks | InvalidFields | LastOwner}
   */
  async assign(wanted: WantedRole, by: Administrator): Promise<Assignment> {
    await this.#assertMay(by, await this.#known(wanted), targetOf(wanted))
    return this.grant(wanted, by.agent)
  }

  /** The same, by whoever has the machine in their hands. @throws {InvalidFields | LastOwner} */
  async grant({ did, role, domain, expiresAt }: WantedRole, agent: Agent): Promise<Assignment> {
    if (!isDid(did) || !(await this.accounts.byDid(did)))
      throw new InvalidFields([{ at: '/did', message: 'must be the DID of an account of this server' }])
    if (expiresAt && expiresAt.getTime() <= this.ids.nowMs())
      throw new InvalidFields([{ at: '/expiresAt', message: 'must be in the future' }])
    // A role of the organization's own may have gone meanwhile.
    return this.#change(async (tx) =>
      this.#give(tx, { did, expiresAt, ...(await this.#known({ role, domain }, tx)) }, agent),
    )
  }

  /** Refuses to promise a role to whoever is invited. @throws {RoleOutranks | InvalidFields} */
  async assertMayPromise(wanted: PromisedRole, by: Administrator): Promise<void> {
    if (wanted.role === OWNER.id)
      throw new InvalidFields([{ at: '/role', message: 'is not given by invites' }])
    await this.#assertMay(by, await this.#known(wanted))
  }

  /**
   * Refuses to let somebody decide who has these roles, if they may not give each of them. What is no role any more is
   * nobody's matter.
   * @param target what would decide, for the audit
   * @throws {RoleOutranks}
   */
  async assertMayDecide(roles: readonly PromisedRole[], by: Administrator, target: Target): Promise<void> {
    for (const role of roles) {
      const known = await this.#find(role)
      if (known) await this.#assertMay(by, known, target)
    }
  }

  /**
   * Gives a promised role to somebody whose address is being confirmed, as part of the caller's transaction, which lets
   * nobody else change roles. If whoever promised it may not give it any more, that is written down instead.
   * @param invite enough of the code to tell which it was
   */
  async fulfil(
    tx: Queryable,
    { did, role, domain }: PromisedRole & { readonly did: Did },
    invite: string,
    { agent, grants }: Pick<Administrator, 'agent' | 'grants'>,
  ): Promise<void> {
    const held = await this.#find({ role, domain }, tx)
    if (held && role !== OWNER.id && mayAssign(grants, held)) {
      await this.#give(tx, { did, ...held }, agent, { invite })
      return
    }
    const target = { type: 'account', id: did }
    const deed = { action: 'role.assign', outcome: 'denied', target } as const
    await this.audit.record(tx, agent, { ...deed, after: { role, domain, invite } })
  }

  /** Makes somebody the first Owner, as part of the caller's transaction, which sees to it that there is none. */
  async appoint(tx: Queryable, did: Did, agent: Agent): Promise<void> {
    const grantedAt = new Date(this.ids.nowMs())
    const kept = await this.store.put(tx, {
      ...{ id: this.ids.next(), did, role: OWNER.id, grantedAt },
      ...{ domain: undefined, expiresAt: undefined, grantedBy: undefined },
    })
    const deed = { action: 'role.appoint', target: targetOf(kept), after: viewOf(kept) }
    await this.audit.record(tx, agent, deed)
  }

  /** Takes a role away. @throws {NotThere | RoleOutranks | LastOwner} */
  async revoke(id: string, by: Administrator): Promise<void> {
    const found = await this.store.find(id)
    if (!found) throw new NotThere('assignment')
    await this.#assertMay(by, found, targetOf(found))
    await this.#change(async (tx) => {
      if (!(await this.store.remove(tx, id))) throw new NotThere('assignment')
      const deed = { action: 'role.revoke', target: targetOf(found), before: viewOf(found) }
      await this.audit.record(tx, by.agent, deed)
    })
  }

  async #give(
    tx: Queryable,
    {
      did,
      role,
      custom,
      domain,
      expiresAt,
    }: HeldRole & Pick<Assignment, 'did'> & Pick<WantedRole, 'expiresAt'>,
    agent: Agent,
    how: object = {},
  ): Promise<Assignment> {
    const grantedBy = agent.type === 'member' ? (agent.id as Did) : undefined
    const grantedAt = new Date(this.ids.nowMs())
    const wanted = { id: this.ids.next(), did, role, custom, domain, expiresAt, grantedBy, grantedAt }
    const kept = await this.store.put(tx, wanted)
    const deed = { action: 'role.assign', target: targetOf(kept), after: { ...viewOf(kept), ...how } }
    await this.audit.record(tx, agent, deed)
    return kept
  }

  /** A role with what it is. @throws {InvalidFields} */
  async #known<T extends PromisedRole>(wanted: T, tx?: Queryable): Promise<T & HeldRole> {
    const found = await this.#find(wanted, tx)
    if (!found) throw new InvalidFields([{ at: '/role', message: 'is no role' }])
    return found
  }

  async #find<T extends PromisedRole>(wanted: T, tx?: Queryable): Promise<(T & HeldRole) | undefined> {
    if (isRoleId(wanted.role)) return wanted
    const custom = await this.store.customRole(wanted.role, tx)
    return custom && { ...wanted, custom }
  }

  async #assertMay({ grants, agent }: Administrator, held: HeldRole, target?: Target): Promise<void> {
    if (mayAssign(grants, held)) return
    await this.audit.note(agent, {
      action: 'roles.assign',
      outcome: 'denied',
      ...(target && { target }),
      after: { role: held.role },
    })
    throw new RoleOutranks()
  }

  /** One change at a time, so that of two Owners who remove each other one stays. */
  #change<T>(change: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.work.run(async (tx) => {
      await this.store.lockAll(tx)
      const before = await this.store.lasting(tx, OWNER.id)
      const result = await change(tx)
      const after = await this.store.lasting(tx, OWNER.id)
      const isLoss = (of: (owner: LastingHolder) => boolean) => before.some(of) && !after.some(of)
      if (isLoss(() => true) || isLoss(({ canSignIn }) => canSignIn)) throw new LastOwner()
      return result
    })
  }
}

function targetOf({ did }: Pick<WantedRole, 'did'>): Target {
  return { type: 'account', id: did }
}

function viewOf({ id, role, domain, expiresAt }: Assignment): object {
  return { id, role, domain, expiresAt: expiresAt?.toISOString() }
}
