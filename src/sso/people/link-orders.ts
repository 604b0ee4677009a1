import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, SecurityNotices } from '../../account/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import type { ExternalIdentity } from './external-identity.store.js'
import { Links } from './links.js'
import { Registrations } from './registrations.js'

/** A link that somebody who administers wants. */
export interface IdentityLink {
  readonly connection: Connection
  /** as the provider names the person, for good */
  readonly subject: string
  readonly did: Did
  /** who wants it */
  readonly linkedBy: string
}

/** Links and unlinks on behalf of whoever runs the service: they have made sure who it is. Owners of accounts are told. */
@Injectable()
export class LinkOrders {
  constructor(
    private readonly links: Links,
    private readonly registrations: Registrations,
    private readonly accounts: Accounts,
    private readonly notices: SecurityNotices,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Links a person to an account. What they have said while they waited for an account is kept, and they wait no longer.
   * @param note writes it down, in the same transaction
   * @throws {SsoFailure} `already_linked`
   */
  async link(
    { connection, subject, did, linkedBy }: IdentityLink,
    note: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    const person = { connectionId: connection.id, subject }
    if (await this.links.find(connection.id, subject))
      throw new SsoFailure('already_linked', 'The person has an account here.')
    const claims = (await this.registrations.find(person))?.claims ?? unheardOf(connection, subject)
    await this.work.run(async (tx) => {
      await this.links.link(tx, connection, claims, { did, linkedBy, lastLoginAt: undefined })
      await this.registrations.end(tx, person)
      await this.#tell(tx, 'identity-linked', did, connection.name)
      await note(tx)
    })
  }

  /**
   * Ends a link, also the last.
   * @param name of the organization
   * @param note writes it down, in the same transaction
   * @returns `false` if it is not there any more
   */
  async unlink(
    identity: ExternalIdentity,
    name: string,
    note: (tx: Queryable) => Promise<void>,
  ): Promise<boolean> {
    return this.work.run(async (tx) => {
      if (!(await this.links.unlink(tx, identity))) return false
      await this.#tell(tx, 'identity-unlinked', identity.did, name)
      await note(tx)
      return true
    })
  }

  /** For the owner to look up, and to read at once. */
  async #tell(tx: Queryable, kind: LinkMatter, did: Did, name: string): Promise<void> {
    await this.notices.note(tx, { did, kind, details: { name }, byService: true })
    const account = await this.accounts.byDid(did)
    if (account) await this.notices.tell(tx, account, { kind, name, byService: true })
  }
}

type LinkMatter = 'identity-linked' | 'identity-unlinked'

/** What is known of somebody who has not come yet. */
function unheardOf({ issuer }: Connection, subject: string): VerifiedClaims {
  return {
    ...{ subject, issuer, email: undefined, emailVerified: false, name: undefined, locale: undefined },
    ...{ groups: [], acr: undefined, amr: [], authTimeMs: undefined, sid: undefined, raw: {} },
  }
}
