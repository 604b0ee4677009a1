import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { OWNER } from '../../roles/index.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import { OwnerLinks } from './owner-links.js'

/** An account that is to be made for the first Owner. */
export interface WantedOwner {
  readonly handle: string
  readonly email: string
  readonly password: string
}

/** Where somebody is who uses a link. */
export type OwnerPlace = Pick<Agent, 'ip' | 'userAgent'>

/** Makes the first Owner of a service. */
@Injectable()
export class FirstOwner {
  constructor(
    private readonly links: OwnerLinks,
    private readonly creation: AccountCreation,
    private readonly roles: RoleAssignments,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {OwnerLinkInvalid} unless a link is good now */
  check(secret: string): Promise<void> {
    return this.links.check(secret)
  }

  /** Makes a member of ours the Owner. @throws {OwnerLinkInvalid} */
  appoint(secret: string, did: Did, place: OwnerPlace): Promise<void> {
    return this.work.run((tx) => this.#appoint(tx, secret, did, place))
  }

  /**
   * Makes an account, which needs no invite code, and its member the Owner: both or neither.
   * @throws {OwnerLinkInvalid | Refusal} as for everybody who signs up
   */
  async create(secret: string, wanted: WantedOwner, place: OwnerPlace): Promise<Did> {
    await this.check(secret)
    const account = { ...wanted, byAdministrator: true }
    const { did } = await this.creation.create(account, (made, tx) => this.#appoint(tx, secret, made, place))
    return did
  }

  async #appoint(tx: Queryable, secret: string, did: Did, place: OwnerPlace): Promise<void> {
    await this.links.use(tx, secret)
    await this.roles.appoint(tx, did, { type: 'member', id: did, role: OWNER.id, ...place })
  }
}
