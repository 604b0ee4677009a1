import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { type ClaimedGroups, ExpectedPeople, type ExpectedPerson } from './expected-people.js'
import { type FollowedPerson, SsoFollower } from './sso-follower.js'

/** Whoever else knows of people, or wants to. */
@Injectable()
export class Followers {
  constructor(private readonly contributions: Contributions) {}

  /** Tells all who draw conclusions from a sign-in. */
  async follow(tx: Queryable, person: FollowedPerson): Promise<void> {
    for (const follower of this.contributions.of(SsoFollower)) await follower.follow(tx, person)
  }

  /** Tells them that a link is gone. */
  async unfollow(tx: Queryable, did: Did, connectionId: string): Promise<void> {
    for (const follower of this.contributions.of(SsoFollower)) await follower.unfollow(tx, did, connectionId)
  }

  /** Somebody whom the organization has announced. */
  async expected(connectionId: string, claims: VerifiedClaims): Promise<ExpectedPerson | undefined> {
    for (const directory of this.contributions.of(ExpectedPeople)) {
      const found = await directory.find(connectionId, claims)
      if (found) return found
    }
    return undefined
  }

  /** In which groups somebody is who has no account yet: a directory says so, or else the provider. */
  async groupsOfNewcomer(connectionId: string, claims: VerifiedClaims): Promise<readonly string[]> {
    for (const directory of this.contributions.of(ExpectedPeople)) {
      const groups = await directory.groupsOfNewcomer(connectionId, claims)
      if (groups) return groups
    }
    return claims.groups
  }

  /** Tells directories that a person has an account. */
  async linked(tx: Queryable, connectionId: string, claims: VerifiedClaims, did: Did): Promise<void> {
    for (const directory of this.contributions.of(ExpectedPeople))
      await directory.linked(tx, connectionId, claims, did)
  }

  /** In which groups people are, by what providers have named and what directories say. */
  async groupsOf(
    connectionId: string,
    people: readonly ClaimedGroups[],
    on: Queryable,
  ): Promise<readonly ClaimedGroups[]> {
    let known = people
    for (const directory of this.contributions.of(ExpectedPeople))
      known = await directory.groupsOf(connectionId, known, on)
    return known
  }
}
