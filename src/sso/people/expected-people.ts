import type { Queryable } from '../../database/index.js'
import type { Did } from '@guildhall/syntax'
import type { VerifiedClaims } from '../connections/identity-provider.js'

/** Somebody whom the organization has announced, and who has no account yet. */
export interface ExpectedPerson {
  /** of the directory */
  readonly id: string
  /** the handle that is meant for them; absent: the policy says which */
  readonly handle?: string | undefined
}

/** Somebody, with the groups that their provider has named when they signed in last. */
export interface ClaimedGroups {
  readonly did: Did
  readonly groups: readonly string[]
}

/**
 * Knows people before they first sign in, such as a directory that is kept in step (SCIM). Every provider of this class
 * is found by itself.
 */
export abstract class ExpectedPeople {
  /** Whether whoever signs in was announced for this connection. */
  abstract find(connectionId: string, claims: VerifiedClaims): Promise<ExpectedPerson | undefined>

  /** In which groups somebody is who has no account yet; undefined for whoever was not announced. */
  abstract groupsOfNewcomer(
    connectionId: string,
    claims: VerifiedClaims,
  ): Promise<readonly string[] | undefined>

  /** Notes in the transaction of the link that a person has this account now. */
  abstract linked(tx: Queryable, connectionId: string, claims: VerifiedClaims, did: Did): Promise<void>

  /**
   * In which groups people are: of those that the directory knows, it says so itself; of all others, what the provider has
   * named counts.
   */
  abstract groupsOf(
    connectionId: string,
    people: readonly ClaimedGroups[],
    on: Queryable,
  ): Promise<readonly ClaimedGroups[]>
}
