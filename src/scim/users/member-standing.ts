import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Connection, ExternalIdentityStore } from '../../sso/index.js'
import { LeaverBreaker } from '../leavers/leaver-breaker.js'
import { LeaverExemptions } from '../leavers/leaver-exemptions.js'
import { Leavers } from '../leavers/leavers.js'
import { subjectOf } from './subject-of.js'
import type { ScimUser } from './scim-user.store.js'

/** What it means for somebody's account that they are in a directory, or are not. */
@Injectable()
export class MemberStanding {
  constructor(
    private readonly identities: ExternalIdentityStore,
    private readonly breaker: LeaverBreaker,
    private readonly leavers: Leavers,
    private readonly exemptions: LeaverExemptions,
  ) {}

  /** The account that somebody has signed in to with the connection before, whoever announces them anew. */
  async accountOf(
    connection: Connection,
    { externalId }: Pick<ScimUser, 'externalId'>,
  ): Promise<Did | undefined> {
    if (externalId === undefined) return undefined
    return (await this.identities.find(connection.id, subjectOf(connection, externalId)))?.did
  }

  /**
   * Sees to it that an account is as the directory wants it. Harmless when it is done again.
   * @param former undefined for somebody who is new
   * @throws {LeaversStopped}
   */
  async settle(connection: Connection, former: ScimUser | undefined, next: ScimUser): Promise<void> {
    if (next.active) {
      if (next.did) await this.leavers.comeBack(connection, next.did)
      return
    }
    const isNews = former === undefined || former.active
    if (next.did && (await this.exemptions.keep(connection, next.did, isNews))) return
    if (former?.active) await this.breaker.pass(connection, next.id)
    // Whoever is announced as inactive from the beginning, or still is, may have been let in meanwhile.
    if (next.did) await this.leavers.leave(connection, next.did)
  }
}
