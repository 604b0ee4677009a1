import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { isRoleId, mayShape, type Permission } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere, RoleInUse, RoleNameTaken, RoleOutranks } from '../admin.errors.js'
import { AssignmentStore } from './assignment.store.js'
import { type CustomRole, CustomRoleStore } from './custom-role.store.js'

/** What a role is to be. */
export interface WantedRoleShape {
  readonly id: string
  readonly name: string
  readonly help: string
  readonly priority: number
  readonly permissions: readonly Permission[]
}

/** Makes roles of the organization's own, changes them, and does away with them. */
@Injectable()
export class RoleShaping {
  constructor(
    private readonly roles: CustomRoleStore,
    private readonly assignments: AssignmentStore,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** A role that can be changed. @throws {NotThere} */
  find(id: string): Promise<CustomRole> {
    return this.#existing(id)
  }

  /** @throws {RoleOutranks | RoleNameTaken} */
  async make(wanted: WantedRoleShape, by: Administrator): Promise<CustomRole> {
    await this.#assertMay(wanted, by)
    if (isRoleId(wanted.id)) throw new RoleNameTaken(wanted.id)
    const at = new Date(this.clock.nowMs())
    const { agent } = by
    const role = { ...wanted, createdBy: agent.id ?? agent.type, createdAt: at, changedAt: at }
    await this.#alone(async (tx) => {
      if (!(await this.roles.add(tx, role))) throw new RoleNameTaken(role.id)
      await this.#note(tx, agent, 'role.create', { after: role })
    })
    return role
  }

  /**
   * Changes a role; everybody who has it may do other things from then on.
   * @param assertSeen throws if it is not what whoever changes it has seen
   * @throws {NotThere | RoleOutranks}
   */
  async change(
    id: string,
    changes: Partial<WantedRoleShape>,
    by: Administrator,
    assertSeen: (before: CustomRole) => void,
  ): Promise<CustomRole> {
    return this.#alone(async (tx) => {
      const before = await this.#existing(id, tx)
      assertSeen(before)
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      const after = { ...before, ...Object.fromEntries(given), id, changedAt: new Date(this.clock.nowMs()) }
      for (const shape of [before, after]) await this.#assertMay(shape, by)
      await this.roles.change(tx, after)
      await this.#note(tx, by.agent, 'role.change', { before, after })
      return after
    })
  }

  /** @param assertSeen as of {@link change} @throws {NotThere | RoleOutranks | RoleInUse} */
  async remove(id: string, by: Administrator, assertSeen: (before: CustomRole) => void): Promise<void> {
    await this.#alone(async (tx) => {
      const before = await this.#existing(id, tx)
      assertSeen(before)
      await this.#assertMay(before, by)
      if ((await this.assignments.count({ role: id })) > 0) throw new RoleInUse()
      await this.roles.remove(tx, id)
      await this.#note(tx, by.agent, 'role.remove', { before })
    })
  }

  async #existing(id: string, tx?: Queryable): Promise<CustomRole> {
    const role = await this.roles.find(id, tx)
    if (!role) throw new NotThere('role that can be changed')
    return role
  }

  async #assertMay(shape: WantedRoleShape, { grants, agent }: Administrator): Promise<void> {
    if (mayShape(grants, shape)) return
    const target = { type: 'role', id: shape.id }
    await this.audit.note(agent, { action: 'roles.manage', outcome: 'denied', target })
    throw new RoleOutranks()
  }

  /** Nobody gives roles meanwhile, or changes them. */
  #alone<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.work.run(async (tx) => {
      await this.assignments.lockAll(tx)
      return work(tx)
    })
  }

  async #note(
    tx: Queryable,
    agent: Agent,
    action: string,
    { before, after }: { before?: CustomRole; after?: CustomRole },
  ): Promise<void> {
    const target = { type: 'role', id: (after ?? before)!.id }
    await this.audit.record(tx, agent, { action, target, before: shown(before), after: shown(after) })
  }
}

function shown(role: CustomRole | undefined): object | undefined {
  if (!role) return undefined
  const { name, priority, permissions } = role
  return { name, priority, permissions }
}
