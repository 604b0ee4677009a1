import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { ConnectionDrafts, type ConnectionInput } from './connection-drafts.js'
import type { ConnectionKeeper } from './connection-keeper.js'
import { ConnectionRoom } from './connection-room.js'
import { ConnectionSecrets } from './connection-secrets.js'
import type { Connection, ConnectionStatus } from './connection.js'
import { ConnectionChanged, ConnectionNotThere, ManagedByFile } from './connections.errors.js'

/** Of the secret that a provider has given this server. */
export const CLIENT_SECRET = 'client'

/** Makes connections, changes and removes them, for whoever may; each change is in the audit. */
@Injectable()
export class ConnectionChanges {
  constructor(
    private readonly room: ConnectionRoom,
    private readonly drafts: ConnectionDrafts,
    private readonly secrets: ConnectionSecrets,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** Makes a connection, which is a draft. @throws {InvalidConnection | TooManyConnections}, and what `admit` throws */
  async create(
    input: ConnectionInput,
    secret: string | undefined,
    { agent, admit }: ConnectionKeeper,
  ): Promise<Connection> {
    const made = await this.drafts.create(input, 'api')
    await admit(made)
    await this.room.assertRoom()
    await this.#do(async (tx) => {
      await this.room.store.add(tx, made)
      if (secret !== undefined) await this.#keep(tx, made, secret)
      const after = { ...shownOf(made), hasSecret: secret !== undefined }
      await this.audit.record(tx, agent, { action: 'connection.create', target: targetOf(made), after })
    })
    return made
  }

  /**
   * Changes a connection.
   * @param input or what makes it of the connection as it is
   * @throws {ConnectionNotThere | ManagedByFile | InvalidConnection | ConnectionChanged}
   */
  async change(
    id: string,
    input: ConnectionInput | ((former: Connection) => ConnectionInput),
    { agent, admit, admitProvider }: ConnectionKeeper,
  ): Promise<Connection> {
    const former = await this.#own(id)
    await admit(former)
    const changed = await this.drafts.change(former, typeof input === 'function' ? input(former) : input)
    await admit(changed)
    if (!isDeepStrictEqual(providerOf(former), providerOf(changed))) await admitProvider(former)
    return this.#replace(former, changed, 'connection.change', agent)
  }

  /** A connection as it would be; nothing is changed. @throws {ConnectionNotThere | InvalidConnection} */
  async preview(id: string, input: ConnectionInput): Promise<Connection> {
    return this.drafts.change(await this.#existing(id), input)
  }

  /** Lets people sign in with a connection, or not. @throws {ConnectionNotThere | InvalidConnection | ConnectionChanged} */
  async setStatus(
    id: string,
    status: ConnectionStatus,
    { agent, admit }: ConnectionKeeper,
  ): Promise<Connection> {
    const former = await this.#existing(id)
    if (former.status === status) return former
    // To stop it is everybody's: nobody gets a role by that.
    if (status === 'enabled') await admit(former)
    const changed = await this.drafts.change({ ...former, status }, {})
    return this.#replace(
      former,
      changed,
      status === 'enabled' ? 'connection.enable' : 'connection.disable',
      agent,
    )
  }

  /** Keeps another secret of the provider. @throws {ConnectionNotThere | ManagedByFile | ConnectionChanged} */
  async setSecret(id: string, secret: string, { agent, admit }: ConnectionKeeper): Promise<void> {
    const former = await this.#own(id)
    await admit(former)
    const changed = await this.drafts.change(former, {})
    await this.#do(async (tx) => {
      if (!(await this.room.store.replace(tx, changed))) throw new ConnectionChanged()
      await this.#keep(tx, former, secret)
      await this.audit.record(tx, agent, { action: 'connection.rotate-secret', target: targetOf(former) })
    })
  }

  /** Removes a connection that nobody needs. @throws {ConnectionNotThere | ManagedByFile | ConnectionInUse} */
  async remove(id: string, { agent, admit }: ConnectionKeeper): Promise<void> {
    const former = await this.#own(id)
    await admit(former)
    await this.room.assertUnused(id)
    await this.#do(async (tx) => {
      if (!(await this.room.store.remove(tx, id))) throw new ConnectionNotThere()
      const before = shownOf(former)
      await this.audit.record(tx, agent, { action: 'connection.remove', target: targetOf(former), before })
    })
  }

  async #replace(former: Connection, changed: Connection, action: string, agent: Agent): Promise<Connection> {
    await this.#do(async (tx) => {
      if (!(await this.room.store.replace(tx, changed))) throw new ConnectionChanged()
      const deed = { action, target: targetOf(former), before: shownOf(former), after: shownOf(changed) }
      await this.audit.record(tx, agent, deed)
    })
    return changed
  }

  #keep(tx: Queryable, { id: connectionId }: Connection, secret: string): Promise<void> {
    return this.secrets.put(tx, { connectionId, purpose: CLIENT_SECRET }, secret)
  }

  async #do(change: (tx: Queryable) => Promise<void>): Promise<void> {
    await this.work.run(change)
    this.room.changed()
  }

  async #existing(id: string): Promise<Connection> {
    const found = await this.room.store.find(id)
    if (!found) throw new ConnectionNotThere()
    return found
  }

  async #own(id: string): Promise<Connection> {
    const found = await this.#existing(id)
    if (found.managedBy === 'file') throw new ManagedByFile()
    return found
  }
}

function targetOf({ id }: Connection) {
  return { type: 'connection', id }
}

function shownOf({ name, kind, status, issuer, settings, policy }: Connection): object {
  return { name, kind, status, issuer, settings, policy }
}

/** What decides whose account it is that somebody gets into. */
function providerOf({ issuer, settings, policy: { mapping } }: Connection): unknown[] {
  return [issuer, settings, mapping.subject, mapping.email, mapping.trustEmail]
}
