import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** That a person of an identity provider has an account here. */
export interface ExternalIdentity {
  readonly connectionId: string
  readonly subject: string
  readonly did: Did
  readonly issuer: string
  /** as the provider has said it last */
  readonly email: string | undefined
  /** what is kept of what it has said: name, language, groups */
  readonly claims: Readonly<Record<string, unknown>>
  /** how it came about: `creation`, `member`, `directory`, or the DID of an administrator */
  readonly linkedBy: string
  readonly linkedAt: Date
  readonly lastLoginAt: Date | undefined
}

/** Where it is kept whose account a person of an identity provider has. One person has one account. */
export abstract class ExternalIdentityStore {
  abstract find(connectionId: string, subject: string, on?: Queryable): Promise<ExternalIdentity | undefined>

  /** All of an account, the oldest first. */
  abstract listOf(did: Did, on?: Queryable): Promise<ExternalIdentity[]>

  /** The oldest that each account has with a connection, in the order of their DIDs. */
  abstract firstOf(connectionId: string, dids: readonly Did[], on: Queryable): Promise<ExternalIdentity[]>

  /** Those of a connection in the order of their subjects. @param after the one that they follow */
  abstract ofConnection(
    connectionId: string,
    after: string | undefined,
    limit: number,
  ): Promise<ExternalIdentity[]>

  /** Adds one; `false` if the person has an account already. */
  abstract add(tx: Queryable, identity: ExternalIdentity): Promise<boolean>

  /** Notes a sign-in, and what the provider has said at it. */
  abstract seen(
    on: Queryable,
    identity: Pick<ExternalIdentity, 'connectionId' | 'subject' | 'email' | 'claims'>,
    now: Date,
  ): Promise<void>

  /** Removes one; `false` if it is not there. */
  abstract remove(tx: Queryable, connectionId: string, subject: string): Promise<boolean>

  /** Removes all of an account. */
  abstract removeOf(tx: Queryable, did: Did): Promise<void>

  /** How many people of a connection have accounts. */
  abstract countOf(connectionId: string): Promise<number>
}
