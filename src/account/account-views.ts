import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database } from '../database/index.js'
import { InvalidSearch, UnknownAccount } from './account.errors.js'
import { type Account, INVALID_HANDLE } from './account.js'
import { Accounts } from './accounts.js'
import { inviteView } from './invite-code.js'
import { InviteStore } from './invite.store.js'

const CURSOR = /^did:\S{1,2048}$/

/** Describes accounts to administrators: `com.atproto.admin.defs#accountView`. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly accounts: Accounts,
    private readonly invites: InviteStore,
    private readonly db: Database,
  ) {}

  /** @throws {UnknownAccount} */
  async view(did: Did) {
    const [view] = await this.views([did])
    if (!view) throw new UnknownAccount('NotFound', 'Account not found')
    return view
  }

  /** Those of them that are here, in this order. */
  async views(dids: readonly Did[]) {
    const accounts = await Promise.all([...new Set(dids)].map((did) => this.accounts.byDid(did)))
    return this.#describe(accounts.filter((account) => account !== undefined))
  }

  /**
   * A page of all accounts, or of those whose address contains a text; `cursor` is absent on the last one.
   * @throws {InvalidSearch}
   */
  async search({
    email,
    limit,
    cursor,
  }: {
    email?: string | undefined
    limit: number
    cursor?: string | undefined
  }) {
    if (cursor !== undefined && !CURSOR.test(cursor)) throw new InvalidSearch()
    const found = await this.accounts.search(email, cursor as Did | undefined, limit + 1)
    const accounts = found.slice(0, limit)
    const last = accounts[accounts.length - 1]
    return {
      accounts: await this.#describe(accounts),
      ...(found.length > limit && last && { cursor: last.did }),
    }
  }

  async #describe(accounts: readonly Account[]) {
    const dids = accounts.map(({ did }) => did)
    const [usedBy, given] = await Promise.all([
      this.invites.usedBy(dids),
      this.invites.givenTo(this.db, dids),
    ])
    return accounts.map((account) => {
      const { did, email, emailConfirmedAt, deactivatedAt } = account
      const invitedBy = usedBy.get(did)
      return {
        did,
        handle: account.handle ?? INVALID_HANDLE,
        indexedAt: account.createdAt.toISOString(),
        invitesDisabled: account.invitesDisabled,
        invites: given.filter(({ forAccount }) => forAccount === did).map(inviteView),
        ...(invitedBy && { invitedBy: inviteView(invitedBy) }),
        ...(email !== undefined && { email }),
        ...(emailConfirmedAt && { emailConfirmedAt: emailConfirmedAt.toISOString() }),
        ...(deactivatedAt && { deactivatedAt: deactivatedAt.toISOString() }),
      }
    })
  }
}
