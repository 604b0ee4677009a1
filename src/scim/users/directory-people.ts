import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import {
  ConnectionStore,
  type ExpectedPerson,
  ExpectedPeople,
  SsoFailure,
  type VerifiedClaims,
} from '../../sso/index.js'
import { externalIdOf } from './subject-of.js'
import { type ScimUser, ScimUserStore } from './scim-user.store.js'

/** People of directories, as signing in knows them. */
@Injectable()
export class DirectoryPeople extends ExpectedPeople {
  constructor(
    private readonly users: ScimUserStore,
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

  override async linked(
    tx: Queryable,
    connectionId: string,
    claims: VerifiedClaims,
    did: Did,
  ): Promise<void> {
    const user = await this.#userOf(connectionId, claims)
    if (user) await this.users.link(tx, user.id, did)
  }

  /** The directory has to name people as sign-ins do: by the subject, and by nothing that changes hands. */
  async #userOf(connectionId: string, { subject }: VerifiedClaims): Promise<ScimUser | undefined> {
    const connection = await this.connections.find(connectionId)
    return connection && this.users.findByExternalId(connectionId, externalIdOf(connection, subject))
  }
}
