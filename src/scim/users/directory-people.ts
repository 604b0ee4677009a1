import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import {
  type ClaimedGroups,
  ConnectionStore,
  type ExpectedPerson,
  ExpectedPeople,
  SsoFailure,
  type VerifiedClaims,
} from '../../sso/index.js'
import { ScimGroupStore } from '../groups/scim-group.store.js'
import { externalIdOf } from './subject-of.js'
import { type ScimUser, ScimUserStore } from './scim-user.store.js'

/** People of directories, as signing in knows them. */
@Injectable()
export class DirectoryPeople extends ExpectedPeople {
  constructor(
    private readonly users: ScimUserStore,
    private readonly groups: ScimGroupStore,
    private readonly connections: ConnectionStore,
  ) {
    super()
  }

  /** @throws {SsoFailure} for somebody who has left before they came */
  override async find(connectionId: string, claims: VerifiedClaims): Promise<ExpectedPerson | undefined> {
    const user = await this.#userOf(connectionId, claims)
    if (user && !user.active)
      throw new SsoFailure('not_invited', 'the directory says that they are not active', {
        scimUser: user.id,
      })
    return user && { id: user.id }
  }

  override async groupsOfNewcomer(
    connectionId: string,
    claims: VerifiedClaims,
  ): Promise<readonly string[] | undefined> {
    const user = await this.#userOf(connectionId, claims)
    if (!user) return undefined
    const { known, own } = await this.groups.namesOfUser(connectionId, user.id)
    return joined(claims.groups, known, own)
  }

  override async linked(
    tx: Queryable,
    connectionId: string,
    claims: VerifiedClaims,
    did: Did,
  ): Promise<void> {
    const user = await this.#userOf(connectionId, claims)
    if (user) await this.users.link(tx, user.id, did)
  }

  override async groupsOf(
    connectionId: string,
    people: readonly ClaimedGroups[],
    on: Queryable,
  ): Promise<readonly ClaimedGroups[]> {
    const dids = people.map(({ did }) => did)
    const { known, ofPeople } = await this.groups.namesOf(connectionId, dids, on)
    return people.map(({ did, groups: claimed }) => {
      const own = ofPeople.get(did)
      if (!own) return { did, groups: claimed }
      return { did, groups: joined(claimed, known, own) }
    })
  }

  /** The directory has to name people as sign-ins do: by the subject, and by nothing that changes hands. */
  async #userOf(connectionId: string, { subject }: VerifiedClaims): Promise<ScimUser | undefined> {
    const connection = await this.connections.find(connectionId)
    return connection && this.users.findByExternalId(connectionId, externalIdOf(connection, subject))
  }
}

/** Of groups that the directory knows, it decides; of others the provider does. */
function joined(claimed: readonly string[], known: ReadonlySet<string>, own: readonly string[]): string[] {
  return [...new Set([...claimed.filter((name) => !known.has(name)), ...own])]
}
