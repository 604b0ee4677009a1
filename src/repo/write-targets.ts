import type { WriteGrant } from '@guildhall/oauth-scopes'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { AccountOfRepoNotFound, NotYourRepo } from './repo.errors.js'

/** Finds out whose repository a write names. */
@Injectable()
export class WriteTargets {
  constructor(private readonly accounts: Accounts) {}

  /**
   * The grant, if `repo` is the repository it is for.
   * @param repo DID or handle, as the caller wrote it
   * @throws AccountOfRepoNotFound, NotYourRepo
   */
  async check(repo: string, grant: WriteGrant | undefined): Promise<WriteGrant> {
    if (grant?.did === repo) return grant
    const account = await this.accounts.byIdentifier(repo)
    if (!account) throw new AccountOfRepoNotFound(repo)
    if (!grant || account.did !== grant.did) throw new NotYourRepo()
    return grant
  }
}
