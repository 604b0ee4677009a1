import { Injectable } from '@nestjs/common'
import { isUUID } from 'class-validator'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit, type Deed } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import {
  ConnectionStore,
  type ExternalIdentity,
  IdentityListStore,
  LinkOrders,
  Links,
} from '../../sso/index.js'
import { NotThere } from '../admin.errors.js'
import type { NewIdentityDto } from './identities.dto.js'

/** What administrators do about which person of an organization has which account. The member is told. */
@Injectable()
export class IdentityOrders {
  constructor(
    private readonly orders: LinkOrders,
    private readonly links: Links,
    private readonly list: IdentityListStore,
    private readonly connections: ConnectionStore,
    private readonly audit: Audit,
  ) {}

  /** Links a person to an account. @throws {NotThere | SsoFailure} `already_linked` */
  async link({ connection: id, did, subject, reason }: NewIdentityDto, agent: Agent): Promise<void> {
    const connection = await this.connections.find(id)
    if (!connection) throw new NotThere('connection')
    const after = { connectionId: id, subject }
    const deed = { action: 'identity.link', target: { type: 'account', id: did }, reason, after }
    const link = { connection, subject, did: did as Did, linkedBy: agent.id ?? agent.type }
    await this.orders.link(link, this.#note(agent, deed))
  }

  /** Whose account it is that a link gives; undefined if there is none of this id. */
  async holderOf(id: string): Promise<Did | undefined> {
    return isUUID(id) ? (await this.list.byId(id))?.did : undefined
  }

  /** Ends a link of an account, also the last. @throws {NotThere} */
  async unlinkById(did: Did, id: string, agent: Agent): Promise<void> {
    await this.#unlink(did, await this.list.byId(id), agent)
  }

  /** Ends a link of an account, also the last. @throws {NotThere} */
  async unlink(did: Did, connectionId: string, subject: string, agent: Agent): Promise<void> {
    await this.#unlink(did, await this.links.find(connectionId, subject), agent)
  }

  async #unlink(did: Did, identity: ExternalIdentity | undefined, agent: Agent): Promise<void> {
    if (identity?.did !== did) throw new NotThere('identity')
    const { connectionId, subject, issuer } = identity
    const before = { connectionId, subject }
    const deed = { action: 'identity.unlink', target: { type: 'account', id: did }, before }
    const name = (await this.connections.find(connectionId))?.name ?? issuer
    if (!(await this.orders.unlink(identity, name, this.#note(agent, deed)))) throw new NotThere('identity')
  }

  #note(agent: Agent, deed: Deed): (tx: Queryable) => Promise<void> {
    return (tx) => this.audit.record(tx, agent, deed)
  }
}
