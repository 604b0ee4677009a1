import { handleOf } from '@guildhall/identity'
import { Injectable } from '@nestjs/common'
import { type Account, Accounts, INVALID_HANDLE } from '../account/index.js'
import { DidDocuments } from '../identity/index.js'
import { assertVisible } from './repo-visibility.js'
import { RepoNotFound } from './repo.errors.js'
import { RepoReader } from './repo-reader.js'

/** Describes a repository and whose it is: `com.atproto.repo.describeRepo`. */
@Injectable()
export class RepoDescriptions {
  constructor(
    private readonly accounts: Accounts,
    private readonly documents: DidDocuments,
    private readonly reader: RepoReader,
  ) {}

  /**
   * @param repo DID or handle
   * @throws RepoNotFound, RepoInactive
   */
  async describe(repo: string) {
    const account = await this.accounts.byIdentifier(repo)
    if (!account) throw new RepoNotFound(repo)
    assertVisible(account)
    const [didDoc, collections] = await Promise.all([
      this.documents.resolve(account.did),
      this.reader.collections(account.did),
    ])
    return {
      handle: account.handle ?? INVALID_HANDLE,
      did: account.did,
      didDoc: didDoc as object,
      collections,
      handleIsCorrect: isHandleOf(account, handleOf(didDoc)),
    }
  }
}

function isHandleOf(account: Account, claimed: string | undefined): boolean {
  return account.handle !== undefined && account.handle === claimed?.toLowerCase()
}
