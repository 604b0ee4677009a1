import { Injectable } from '@nestjs/common'
import { type Account, AccountAdministration, Accounts, InviteAdministration } from '../../account/index.js'
import { Overruling } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidFields } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'
import type { AccountPatchDto } from './accounts.dto.js'

/** Changes what an account is called, and where its mail goes in which language. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly access: AccountAccess,
    private readonly accounts: Accounts,
    private readonly administration: AccountAdministration,
    private readonly invites: InviteAdministration,
    private readonly overruling: Overruling,
  ) {}

  /**
   * Changes one thing of an account: each is a transaction of its own, and may fail by itself.
   * @param check looks at the account as it is, before anything is done
   * @throws {InvalidFields | NotThere | Outranked | PermissionDenied | StepUpRequired | Refusal}
   */
  async change(
    did: string,
    patch: AccountPatchDto,
    by: Administrator,
    check: (account: Account) => void,
  ): Promise<Account> {
    const account = await this.access.reach(by, 'accounts.edit', did)
    check(account)
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    if (given.length !== 1)
      throw new InvalidFields([{ at: '/', message: 'must have one field: change one thing at a time' }])
    // Who has the mailbox gets the account: a code for a new password is sent there. Who has the handle is taken for it:
    // the identity is signed anew, and the former name is free for others.
    if (patch.email !== undefined || patch.handle !== undefined) this.access.assertFresh(by)
    await this.#apply(account, patch, by)
    return (await this.accounts.byDid(account.did)) ?? account
  }

  async #apply(account: Account, patch: AccountPatchDto, by: Administrator): Promise<void> {
    const { did } = account
    const { agent } = by
    const { handle, email, language, invitesDisabled } = patch
    if (handle !== undefined) await this.#rename(account, handle.toLowerCase(), by)
    if (email !== undefined) await this.administration.changeEmail(did, email, agent)
    if (language !== undefined) await this.administration.setLanguage(did, language, agent)
    if (invitesDisabled !== undefined) await this.invites.allow(did, !invitesDisabled, agent)
  }

  /** An account does not leave the domains of whoever renames it, nor come into others. */
  async #rename(account: Account, handle: string, by: Administrator): Promise<void> {
    await this.access.assertMay(by, 'accounts.edit', { ...account, handle })
    const allowAnyValid = by.grants.allows('handles.override', handle)
    await this.overruling.handle(account.did, handle, by.agent, { allowAnyValid })
  }
}
