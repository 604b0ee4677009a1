import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, SecurityNotices } from '../../account/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'
import type { ExternalIdentity } from './external-identity.store.js'
import { Links } from './links.js'
import { OtherSignIns } from './other-sign-ins.js'

/** Links accounts with people of organizations: by their owners, who have proved both just now. */
@Injectable()
export class Linking {
  constructor(
    private readonly links: Links,
    private readonly accounts: Accounts,
    private readonly others: OtherSignIns,
    private readonly notices: SecurityNotices,
    private readonly work: UnitOfWork,
  ) {}

  /** The account that a person has; undefined if they have none, or it was deleted. */
  async accountOf({ id }: Connection, { subject }: VerifiedClaims): Promise<Account | undefined> {
    const identity = await this.links.find(id, subject)
    return identity && (await this.accounts.byDid(identity.did))
  }

  /**
   * Links a person to an account, whose owner has asked for it.
   * @param linked the account that the person has already
   * @throws {SsoFailure} `already_linked` to another account; `no_account_allowed` if the organization does not want it
   */
  async link(
    connection: Connection,
    claims: VerifiedClaims,
    did: Did,
    linked: Account | undefined,
  ): Promise<void> {
    if (isTheirs(linked, did)) return
    if (!connection.policy.provisioning.linking)
      throw new SsoFailure('no_account_allowed', 'The connection does not allow to link accounts.')
    await this.linkProved(connection, claims, did)
  }

  /**
   * Links a person to an account: it was shown already that both are theirs.
   * @param step first in the transaction, such as using up what has shown it
   * @throws {SsoFailure} `already_linked`
   */
  async linkProved(
    connection: Connection,
    claims: VerifiedClaims,
    did: Did,
    step?: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    await this.work.run(async (tx) => {
      await step?.(tx)
      await this.links.link(tx, connection, claims, { did, linkedBy: 'member' })
      await this.notices.note(tx, { did, kind: 'identity-linked', details: { name: connection.name } })
      const account = await this.accounts.byDid(did)
      if (account) await this.notices.tell(tx, account, { kind: 'identity-linked', name: connection.name })
    })
  }

  /**
   * Ends a link of an account. @returns `false` if it has none of this kind
   * @throws {SsoFailure} `last_sign_in`: nobody could sign in to it any more
   */
  async unlink(identity: ExternalIdentity, name: string): Promise<boolean> {
    const { did } = identity
    return this.work.run(async (tx) => {
      // Of two that are ended at a time, the second sees that it is the last.
      const account = await this.accounts.lock(tx, did)
      if (!account) return false
      if (!(await this.others.areThereBesides(identity, tx)))
        throw new SsoFailure('last_sign_in', 'There is no other way to sign in to the account.')
      await this.notices.note(tx, { did, kind: 'identity-unlinked', details: { name } })
      const isGone = await this.links.unlink(tx, identity)
      if (isGone) await this.notices.tell(tx, account, { kind: 'identity-unlinked', name })
      return isGone
    })
  }
}

/** Whether a person has an account already. @throws {SsoFailure} `already_linked` if they have another one */
export function isTheirs(linked: Account | undefined, did: Did): boolean {
  if (linked && linked.did !== did)
    throw new SsoFailure('already_linked', 'The person has another account here.')
  return linked !== undefined
}
