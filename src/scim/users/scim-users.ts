import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { UnitOfWork } from '../../database/index.js'
import type { Connection } from '../../sso/index.js'
import { TimedId } from '../../telemetry/index.js'
import { ScimEvents } from '../events/scim-events.js'
import { NoSuchResource, VersionMismatch } from '../scim.errors.js'
import { MemberStanding } from './member-standing.js'
import { type ScimUser, ScimUserStore } from './scim-user.store.js'
import type { SaidOfUser } from './user-resources.js'

/** Another node may change the same person at the same time; it is tried again so often. */
const ATTEMPTS = 3

/** What a directory says of its people, and what follows from it. */
@Injectable()
export class ScimUsers {
  constructor(
    private readonly store: ScimUserStore,
    private readonly standing: MemberStanding,
    private readonly events: ScimEvents,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /** Announces somebody: they get an account when they first sign in, or have one already. @throws {NotUnique} */
  async create(connection: Connection, said: SaidOfUser): Promise<ScimUser> {
    const now = new Date(this.ids.nowMs())
    const did = await this.standing.accountOf(connection, said)
    const user: ScimUser = {
      ...said,
      id: this.ids.next(),
      connectionId: connection.id,
      ...{ did, version: 1, createdAt: now, updatedAt: now },
    }
    await this.standing.settle(connection, undefined, user)
    await this.work.run(async (tx) => {
      await this.store.add(tx, user)
      await this.events.note(eventOf('user.create', user), tx)
    })
    return user
  }

  /** @throws {NoSuchResource} */
  async find({ id: connectionId }: Connection, id: string): Promise<ScimUser> {
    const user = await this.store.find(connectionId, id)
    if (!user) throw new NoSuchResource(id)
    return user
  }

  /**
   * Changes what is said of somebody.
   * @param change what is said from now on
   * @param version the only one that may be changed, if so
   * @throws {NoSuchResource | VersionMismatch | NotUnique | LeaversStopped} and what `change` throws
   */
  async change(
    connection: Connection,
    id: string,
    change: (user: ScimUser) => Promise<SaidOfUser>,
    version?: number,
  ): Promise<ScimUser> {
    for (let attempt = 1; ; attempt++) {
      const former = await this.find(connection, id)
      if (version !== undefined && former.version !== version) throw new VersionMismatch()
      const changed = await this.#replace(connection, former, await change(former))
      if (changed) return changed
      if (attempt === ATTEMPTS || version !== undefined) throw new VersionMismatch()
    }
  }

  /** Takes somebody out of the directory: they leave. @throws {NoSuchResource | VersionMismatch | LeaversStopped} */
  async remove(connection: Connection, id: string, version?: number): Promise<void> {
    const user = await this.find(connection, id)
    if (version !== undefined && user.version !== version) throw new VersionMismatch()
    await this.standing.settle(connection, user, { ...user, active: false })
    await this.work.run(async (tx) => {
      if (!(await this.store.remove(tx, user))) throw new VersionMismatch()
      await this.events.note(eventOf('user.delete', user), tx)
    })
  }

  /** What follows comes first: whoever was cut off half-way asks again, and gets it all. */
  async #replace(connection: Connection, former: ScimUser, said: SaidOfUser): Promise<ScimUser | undefined> {
    const did = former.did ?? (await this.standing.accountOf(connection, said))
    await this.standing.settle(connection, former, { ...former, ...said, did })
    if (did === former.did && isSame(former, said)) return former
    const next = {
      ...former,
      ...said,
      did,
      version: former.version + 1,
      updatedAt: new Date(this.ids.nowMs()),
    }
    const isReplaced = await this.work.run(async (tx) => {
      if (!(await this.store.replace(tx, next))) return false
      await this.events.note(eventOf(actionOf(former, next), next), tx)
      return true
    })
    return isReplaced ? next : undefined
  }
}

function actionOf(former: ScimUser, { active }: ScimUser): string {
  if (former.active === active) return 'user.update'
  return active ? 'user.return' : 'user.leave'
}

function isSame(former: SaidOfUser, said: SaidOfUser): boolean {
  const text = ({ userName, externalId, active, attributes }: SaidOfUser) =>
    JSON.stringify([userName, externalId, active, sorted(attributes)])
  return text(former) === text(said)
}

/** The database gives objects back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)])
}

function eventOf(action: string, user: ScimUser) {
  const { connectionId, id: resourceId, userName: name, did } = user
  return { connectionId, action, outcome: 'done', resourceId, name, did: did as Did | undefined } as const
}
