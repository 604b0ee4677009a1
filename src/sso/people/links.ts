import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import { type ExternalIdentity, ExternalIdentityStore } from './external-identity.store.js'
import { Followers } from './followers.js'

/** Who of an organization has which account. */
@Injectable()
export class Links {
  constructor(
    private readonly identities: ExternalIdentityStore,
    private readonly followers: Followers,
    private readonly clock: Clock,
  ) {}

  /** Whose account a person has. */
  find(connectionId: string, subject: string): Promise<ExternalIdentity | undefined> {
    return this.identities.find(connectionId, subject)
  }

  /** The links of an account. */
  listOf(did: Did): Promise<ExternalIdentity[]> {
    return this.identities.listOf(did)
  }

  /**
   * Links a person to an account inside the caller's transaction.
   * @param linkedBy how it came about
   * @throws {SsoFailure} `already_linked`; the transaction must be given up then
   */
  async link(
    tx: Queryable,
    connection: Connection,
    claims: VerifiedClaims,
    { did, linkedBy }: Pick<ExternalIdentity, 'did' | 'linkedBy'>,
  ): Promise<void> {
    const now = new Date(this.clock.nowMs())
    const isAdded = await this.identities.add(tx, {
      ...{ connectionId: connection.id, subject: claims.subject, issuer: claims.issuer, did, linkedBy },
      ...{ email: claims.email, claims: keptOf(claims), linkedAt: now, lastLoginAt: now },
    })
    if (!isAdded) throw new SsoFailure('already_linked', 'The person has another account here.')
    await this.followers.linked(tx, connection.id, claims, did)
    await this.followers.follow(tx, { did, connection, claims })
  }

  /** Notes that somebody has signed in, and what the provider has said, inside the caller's transaction. */
  async seen(tx: Queryable, connection: Connection, claims: VerifiedClaims, did: Did): Promise<void> {
    const identity = {
      connectionId: connection.id,
      subject: claims.subject,
      email: claims.email,
      claims: keptOf(claims),
    }
    await this.identities.seen(tx, identity, new Date(this.clock.nowMs()))
    await this.followers.follow(tx, { did, connection, claims })
  }

  /** Ends a link inside the caller's transaction; `false` if there is none. */
  async unlink(tx: Queryable, { connectionId, subject, did }: ExternalIdentity): Promise<boolean> {
    const isGone = await this.identities.remove(tx, connectionId, subject)
    await this.followers.unfollow(tx, did, connectionId)
    return isGone
  }
}

/** What is kept of a person: no more than what is of use. */
function keptOf({ name, locale, groups }: VerifiedClaims): Record<string, unknown> {
  return { ...(name !== undefined && { name }), ...(locale !== undefined && { locale }), groups }
}
