import { Injectable } from '@nestjs/common'
import { type Tx, UnitOfWork } from '../../database/index.js'
import type { Connection } from '../../sso/index.js'
import { TimedId } from '../../telemetry/index.js'
import { ScimEvents } from '../events/scim-events.js'
import { InvalidScimRequest, NoSuchResource, VersionMismatch } from '../scim.errors.js'
import type { GroupChange } from './group-changes.js'
import { GroupConclusions } from './group-conclusions.js'
import { type ScimGroup, ScimGroupStore } from './scim-group.store.js'

/** What a group begins with. */
export interface SaidOfGroup {
  readonly displayName: string
  readonly externalId: string | undefined
  /** ids of people */
  readonly members: readonly string[]
}

/** Groups of directories. */
@Injectable()
export class ScimGroups {
  constructor(
    private readonly store: ScimGroupStore,
    private readonly events: ScimEvents,
    private readonly conclusions: GroupConclusions,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /** @throws {NotUnique | InvalidScimRequest} */
  async create(connection: Connection, said: SaidOfGroup): Promise<ScimGroup> {
    const connectionId = connection.id
    const now = new Date(this.ids.nowMs())
    const { displayName, externalId, members } = said
    const own = { displayName, externalId, version: 1, createdAt: now, updatedAt: now }
    const group = { id: this.ids.next(), connectionId, ...own }
    await this.work.run(async (tx) => {
      await this.store.add(tx, group)
      await this.#apply(tx, group, { kind: 'add', members })
      await this.conclusions.draw(tx, connection, [group], members)
      await this.events.note(eventOf('group.create', group), tx)
    })
    return group
  }

  /** @throws {NoSuchResource} */
  async find({ id: connectionId }: Connection, id: string): Promise<ScimGroup> {
    const group = await this.store.find(connectionId, id)
    if (!group) throw new NoSuchResource(id)
    return group
  }

  /**
   * Changes a group: all of it, or nothing.
   * @param version the only one that may be changed, if so
   * @throws {NoSuchResource | VersionMismatch | NotUnique | InvalidScimRequest}
   */
  async change(
    connection: Connection,
    id: string,
    changes: readonly GroupChange[],
    version?: number,
  ): Promise<ScimGroup> {
    return this.work.run(async (tx) => {
      const former = await this.store.find(connection.id, id, tx)
      if (!former) throw new NoSuchResource(id)
      if (version !== undefined && former.version !== version) throw new VersionMismatch()
      const next = {
        ...named(former, changes),
        version: former.version + 1,
        updatedAt: new Date(this.ids.nowMs()),
      }
      // First: whoever changes it at the same time waits here, or has come before.
      if (!(await this.store.replace(tx, next))) throw new VersionMismatch()
      const concerned = await this.#concerned(former, changes)
      for (const change of changes) await this.#apply(tx, next, change)
      await this.conclusions.draw(tx, connection, [former, next], concerned)
      await this.events.note(eventOf('group.update', next), tx)
      return next
    })
  }

  /** @throws {NoSuchResource | VersionMismatch} */
  async remove(connection: Connection, id: string, version?: number): Promise<void> {
    const group = await this.find(connection, id)
    if (version !== undefined && group.version !== version) throw new VersionMismatch()
    const members = await this.#members(group)
    await this.work.run(async (tx) => {
      if (!(await this.store.remove(tx, group))) throw new VersionMismatch()
      await this.conclusions.draw(tx, connection, [group], members)
      await this.events.note(eventOf('group.delete', group), tx)
    })
  }

  /** Whom changes concern: those whom they name, or all who are in the group as well. */
  async #concerned(group: ScimGroup, changes: readonly GroupChange[]): Promise<string[]> {
    const named = changes.flatMap((change) => ('members' in change ? change.members : []))
    const isForAll = changes.some(({ kind }) => kind !== 'add' && kind !== 'remove')
    return [...new Set([...named, ...(isForAll ? await this.#members(group) : [])])]
  }

  async #members({ id }: ScimGroup): Promise<string[]> {
    return (await this.store.membersOf([id])).map((member) => member.id)
  }

  async #apply(tx: Tx, group: ScimGroup, change: GroupChange): Promise<void> {
    switch (change.kind) {
      case 'add': {
        const { members } = change
        if (members.length > 0 && (await this.store.addMembers(tx, group, members)) < members.length)
          throw new InvalidScimRequest('invalidValue', 'a member is nobody whom this directory has announced')
        break
      }
      case 'remove':
        await this.store.removeMembers(tx, group, change.members)
        break
      case 'removeAll':
        await this.store.removeAllMembers(tx, group)
        break
      case 'displayName':
      case 'externalId':
    }
  }
}

/** A group with the names that changes give it, the last of which counts. */
function named(group: ScimGroup, changes: readonly GroupChange[]): ScimGroup {
  return changes.reduce<ScimGroup>(
    (now, change) =>
      change.kind === 'displayName' || change.kind === 'externalId'
        ? { ...now, [change.kind]: change.value }
        : now,
    group,
  )
}

function eventOf(action: string, { connectionId, id: resourceId, displayName: name }: ScimGroup) {
  return { connectionId, action, outcome: 'done', resourceId, name } as const
}
