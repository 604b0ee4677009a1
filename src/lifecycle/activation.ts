import { Injectable } from '@nestjs/common'
import { cidBytesToString } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../account/index.js'
import { BlobTableStore } from '../blob/index.js'
import { RepoLifeStore } from '../repo/index.js'
import { AccountLife } from './account-life.js'
import { DidValidity } from './did-validity.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'
import type { Order } from './state-command.js'

/** Makes accounts active, and says what is missing of one that moves here. */
@Injectable()
export class Activation {
  constructor(
    private readonly life: AccountLife,
    private readonly validity: DidValidity,
    private readonly accounts: Accounts,
    private readonly repos: RepoLifeStore,
    private readonly blobs: BlobTableStore,
  ) {}

  /**
   * Makes an account active, if its identity points here.
   * @throws {DidNotReady | DidUnresolvable | PlcUnavailable} and as {@link AccountLife.order}
   */
  async activate(did: Did, by: Order): Promise<void> {
    if (!(await this.accounts.byDid(did))) throw new HostedAccountNotFound()
    await this.validity.check(did)
    await this.life.order(did, { kind: 'activate' }, by)
  }

  /** How much of an account is here, as `com.atproto.server.checkAccountStatus` answers it. */
  async inspect(did: Did) {
    const [account, validDid, repo, blobs] = await Promise.all([
      this.accounts.byDid(did),
      this.validity.isValid(did),
      this.repos.count(did),
      this.blobs.count(did),
    ])
    if (!account || !repo) throw new HostedAccountNotFound()
    return {
      activated: account.status === 'active',
      validDid,
      repoCommit: cidBytesToString(repo.commit),
      repoRev: repo.rev,
      repoBlocks: repo.blocks,
      indexedRecords: repo.records,
      // What is private is not made of values that could be counted one by one.
      privateStateValues: 0,
      expectedBlobs: blobs.expected,
      importedBlobs: blobs.uploaded,
    }
  }
}
