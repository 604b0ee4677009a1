import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import type { ClaimedGroups } from './expected-people.js'
import { type ExternalIdentity, ExternalIdentityStore } from './external-identity.store.js'
import { Followers } from './followers.js'

/** Who of an organization has which account. */
@Injectable()
export class Links {
  constructor(
    private readonly identities: ExternalIdentityStore,
    private readonly followers: Followers,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly outbox: WebhookOutbox,
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
   * @param link how it came about, and, where the person has not just signed in, when they have: undefined is never
   * @throws {SsoFailure} `already_linked`; the transaction must be given up then
   */
  async link(
    tx: Queryable,
    connection: Connection,
    claims: VerifiedClaims,
    link: Pick<ExternalIdentity, 'did' | 'linkedBy'> & Partial<Pick<ExternalIdentity, 'lastLoginAt'>>,
  ): Promise<void> {
    const now = new Date(this.clock.nowMs())
    const { did } = link
    const isAdded = await this.identities.add(tx, {
      ...{ connectionId: connection.id, subject: claims.subject, issuer: claims.issuer, lastLoginAt: now },
      ...{ email: claims.email, claims: keptOf(claims), linkedAt: now, ...link },
    })
    if (!isAdded) throw new SsoFailure('already_linked', 'The person has another account here.')
    await this.followers.linked(tx, connection.id, claims, did)
    const { id: connectionId, name } = connection
    await this.outbox.record(tx, {
      type: 'identity.linked',
      data: { did, connectionId, name, linkedBy: link.linkedBy },
      personal: { subject: claims.subject },
    })
    await this.#follow(tx, connection, [{ did, groups: claims.groups }])
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
    await this.#follow(tx, connection, [{ did, groups: claims.groups }])
  }

  /** The directory says something else of people's groups: who draws conclusions from that does so again. */
  async reconsider(tx: Queryable, connection: Connection, dids: readonly Did[]): Promise<void> {
    const found = await this.identities.firstOf(connection.id, dids, tx)
    const people = found.map((identity) => ({ did: identity.did, groups: groupsIn(identity) }))
    await this.#follow(tx, connection, people)
  }

  /** People of a connection by their subjects, with the groups they are in. @param after the subject that they follow */
  async page(
    { id }: Connection,
    after: string | undefined,
    limit: number,
  ): Promise<{ readonly people: readonly ClaimedGroups[]; readonly last: string | undefined }> {
    const found = await this.identities.ofConnection(id, after, limit)
    const claimed = found.map((identity) => ({ did: identity.did, groups: groupsIn(identity) }))
    const people = await this.followers.groupsOf(id, claimed, this.db)
    return { people, last: found.length < limit ? undefined : found.at(-1)!.subject }
  }

  /** Ends a link inside the caller's transaction; `false` if there is none. */
  async unlink(tx: Queryable, { connectionId, subject, did }: ExternalIdentity): Promise<boolean> {
    const isGone = await this.identities.remove(tx, connectionId, subject)
    const told = { type: 'identity.unlinked', data: { did, connectionId }, personal: { subject } } as const
    if (isGone) await this.outbox.record(tx, told)
    await this.followers.unfollow(tx, did, connectionId)
    return isGone
  }

  async #follow(tx: Queryable, connection: Connection, claimed: readonly ClaimedGroups[]): Promise<void> {
    for (const { did, groups } of await this.followers.groupsOf(connection.id, claimed, tx))
      await this.followers.follow(tx, { did, connection, claims: { groups } })
  }
}

/** Groups that the provider has named when somebody signed in last. */
function groupsIn({ claims }: ExternalIdentity): readonly string[] {
  return Array.isArray(claims.groups) ? (claims.groups as string[]) : []
}

/** What is kept of a person: no more than what is of use. */
function keptOf({ name, locale, groups }: VerifiedClaims): Record<string, unknown> {
  return { ...(name !== undefined && { name }), ...(locale !== undefined && { locale }), groups }
}
