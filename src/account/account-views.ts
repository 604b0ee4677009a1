import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database } from '../database/index.js'
import { InvalidSearch, UnknownAccount } from './account.errors.js'
import { type Account, INVALID_HANDLE } from './account.js'
import { Accounts } from './accounts.js'
import { inviteView } from './invite-code.js'
import { InviteStore } from './invite.store.js'
import { maskedEmail } from './masked-email.js'

const CURSOR = /^did:\S{1,2048}$/

/** Which accounts are looked for. */
export interface AccountSearch {
  /** part of the address */
  readonly email?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Describes accounts to administrators: `com.atproto.admin.defs#accountView`. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly accounts: Accounts,
    private readonly invites: InviteStore,
    private readonly db: Database,
  ) {}

  /** @param isWhole whether addresses are shown whole @throws {UnknownAccount} */
  async view(did: Did, isWhole: boolean) {
    const [view] = await this.views([did], isWhole)
    if (!view) throw new UnknownAccount('NotFound', 'Account not found')
    return view
  }

  /** Those of them that are here, in this order. @param isWhole as above */
  async views(dids: readonly Did[], isWhole: boolean) {
    const accounts = await Promise.all([...new Set(dids)].map((did) => this.accounts.byDid(did)))
    return this.#describe(
      accounts.filter((account) => account !== undefined),
      isWhole,
    )
  }

  /**
   * A page of all accounts, or of those whose address contains a text; `cursor` is absent on the last one.
   * @param isWhole as above
   * @throws {InvalidSearch}
   */
  async search({ email, limit, cursor }: AccountSearch, isWhole: boolean) {
    if (cursor !== undefined && !CURSOR.test(cursor)) throw new InvalidSearch()
    const found = await this.accounts.search(email, cursor as Did | undefined, limit + 1)
    const accounts = found.slice(0, limit)
    const last = accounts[accounts.length - 1]
    return {
      accounts: await this.#describe(accounts, isWhole),
      ...(found.length > limit && last && { cursor: last.did }),
    }
  }

  async #describe(accounts: readonly Account[], isWhole: boolean) {
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
        ...(email !== undefined && { email: isWhole ? email : maskedEmail(email) }),
        ...(emailConfirmedAt && { emailConfirmedAt: emailConfirmedAt.toISOString() }),
        ...(deactivatedAt && { deactivatedAt: deactivatedAt.toISOString() }),
      }
    })
  }
}
