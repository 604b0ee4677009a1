import { com } from '@guildhall/lexicon'
import { Accounts } from '../account/index.js'
import { anyone, type Call, Xrpc, XrpcController } from '../xrpc/index.js'
import { RepoDescriptions } from './repo-descriptions.js'
import { RepoUnknown } from './repo.errors.js'
import { RepoReader } from './repo-reader.js'

/** Reading repositories: `com.atproto.repo`, for anybody. Single records of others are known to the AppView: `proxy`. */
@XrpcController()
export class RecordReadsXrpc {
  constructor(
    private readonly accounts: Accounts,
    private readonly reader: RepoReader,
    private readonly descriptions: RepoDescriptions,
  ) {}

  @Xrpc(com.atproto.repo.listRecords, anyone)
  async listRecords({ params }: Call<typeof com.atproto.repo.listRecords>) {
    const account = await this.accounts.byIdentifier(params.repo)
    if (account?.status !== 'active') throw new RepoUnknown(params.repo)
    return this.reader.list(account.did, params.collection, {
      limit: params.limit,
      after: params.cursor,
      ascending: params.reverse ?? false,
    })
  }

  @Xrpc(com.atproto.repo.describeRepo, anyone, {
    errors: ['RepoNotFound', 'RepoTakendown', 'RepoSuspended', 'RepoDeactivated'],
  })
  describeRepo({ params }: Call<typeof com.atproto.repo.describeRepo>) {
    return this.descriptions.describe(params.repo)
  }
}
