import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, OwnExport } from '../account/index.js'
import { assertVisible, RepoNotFound } from '../repo/index.js'

/** Who asks: the account signed in, an administrator with what they may do, or anybody. */
export type Viewer = { kind: string; did?: string; may?: (permission: string) => boolean }

/** What is refused, for methods whose lexicons do not declare it. */
export const VISIBILITY_ERRORS = [
  'RepoNotFound',
  'RepoTakendown',
  'RepoSuspended',
  'RepoDeactivated',
] as const

/** Decides whose repository may be read by whom. */
@Injectable()
export class VisibleRepos {
  constructor(
    private readonly accounts: Accounts,
    private readonly exports: OwnExport,
  ) {}

  /**
   * The account of `did`, if its repository may be read: an inactive one by its owner, where that is
   * allowed, and by administrators who may see accounts.
   * @throws RepoNotFound, RepoInactive
   */
  async find(did: Did, viewer: Viewer): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new RepoNotFound(did)
    const isOwn = viewer.kind === 'account' && viewer.did === did && this.exports.isAllowed(account)
    const seesAll = viewer.kind === 'admin' && viewer.may?.('accounts.view')
    if (!seesAll && !isOwn) assertVisible(account)
    return account
  }
}
