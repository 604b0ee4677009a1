import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { CLIENT_SECRET } from '../connections/connection-changes.js'
import { ConnectionDrafts, type ConnectionInput } from '../connections/connection-drafts.js'
import { ConnectionRoom } from '../connections/connection-room.js'
import { ConnectionSecrets } from '../connections/connection-secrets.js'
import type { Connection } from '../connections/connection.js'
import { ConnectionChanged } from '../connections/connections.errors.js'
import type { SetupLink } from './setup-link.js'
import { SetupLinks } from './setup-links.js'
import { SetupLinkOver } from './setup.errors.js'

/** What somebody fills in of a connection: how its provider is reached, and nothing of what is wanted of people. */
export interface SetupInput extends Pick<ConnectionInput, 'issuer' | 'settings'> {
  /** absent: what there is stays */
  readonly secret?: string | undefined
}

/** Connections that are filled in by links: drafts, as long as no administrator has done more with them. */
@Injectable()
export class SetupDrafts {
  constructor(
    private readonly links: SetupLinks,
    private readonly room: ConnectionRoom,
    private readonly drafts: ConnectionDrafts,
    private readonly secrets: ConnectionSecrets,
    private readonly work: UnitOfWork,
  ) {}

  /** The draft of a link; undefined before something was saved. @throws {SetupLinkOver} where it is none any more */
  async of({ connectionId }: SetupLink): Promise<Connection | undefined> {
    const found = await this.room.store.find(connectionId)
    if (!found) return undefined
    // What an administrator has gone on with is not for strangers: they would say who those are whom it knows already.
    const { status, managedBy, policy } = found
    const isFresh = status === 'draft' && managedBy === 'api' && policy.roles.length === 0
    if (!isFresh || (await this.room.isUsed(connectionId))) throw new SetupLinkOver()
    return found
  }

  /** Whether the provider's secret is kept. */
  async hasSecret({ connectionId }: SetupLink): Promise<boolean> {
    return (await this.secrets.read({ connectionId, purpose: CLIENT_SECRET })) !== undefined
  }

  /** @throws {SetupLinkOver | InvalidConnection | TooManyConnections | ConnectionChanged} */
  async save(link: SetupLink, { secret, ...input }: SetupInput, agent: Agent): Promise<Connection> {
    const former = await this.of(link)
    const next = await this.#next(link, former, input)
    if (!former) await this.room.assertRoom()
    await this.work.run(async (tx) => {
      const { id: connectionId, issuer, settings } = next
      // First: of two at a time, the second waits here, and finds what the first has made.
      await this.links.saved(tx, link, agent, {
        connectionId,
        issuer,
        settings,
        hasSecret: secret !== undefined,
      })
      await this.#keep(tx, former, next)
      if (secret !== undefined) await this.secrets.put(tx, { connectionId, purpose: CLIENT_SECRET }, secret)
    })
    this.room.changed()
    return next
  }

  /** @throws {ConnectionChanged} */
  async #keep(tx: Queryable, former: Connection | undefined, next: Connection): Promise<void> {
    const { store } = this.room
    if (former) {
      if (!(await store.replace(tx, next))) throw new ConnectionChanged()
    } else {
      if (await store.find(next.id, tx)) throw new ConnectionChanged()
      await store.add(tx, next)
    }
  }

  async #next(link: SetupLink, former: Connection | undefined, input: ConnectionInput): Promise<Connection> {
    if (former) return this.drafts.change(former, input)
    const { name, kind, connectionId: id } = link
    return { ...(await this.drafts.create({ name, kind, ...input }, 'api')), id }
  }
}
