import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import type { Connection } from '../connections/connection.js'

/** Somebody of whom a provider has said something. */
export interface FollowedPerson {
  readonly did: Did
  readonly connection: Connection
  readonly claims: Pick<VerifiedClaims, 'groups'>
}

/** Draws conclusions from what providers say at every sign-in. Every provider of this class is found by itself. */
export abstract class SsoFollower {
  /** Inside the transaction that notes the sign-in. */
  abstract follow(tx: Queryable, person: FollowedPerson): Promise<void>

  /** A person has no account with this connection any more. */
  abstract unfollow(tx: Queryable, did: Did, connectionId: string): Promise<void>
}
