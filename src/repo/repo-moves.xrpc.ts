import { com } from '@guildhall/lexicon'
import { AccountNotFound, Accounts } from '../account/index.js'
import {
  accountScope,
  type Call,
  callerOfKind,
  noScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { RepoImport } from './import/repo-import.js'
import { MissingBlobs } from './missing-blobs.js'

/** Far above every setting: the import counts for itself what it takes. */
const BODY_BYTES_MAX = Number.MAX_SAFE_INTEGER

/** Moving a repository here: `com.atproto.repo`. */
@XrpcController()
export class RepoMovesXrpc {
  constructor(
    private readonly accounts: Accounts,
    private readonly imports: RepoImport,
    private readonly missing: MissingBlobs,
  ) {}

  @Xrpc(com.atproto.repo.importRepo, signedIn(() => accountScope('repo', 'manage'), { appPassword: 'no' }), {
    bodyBytesMax: BODY_BYTES_MAX,
    isLengthy: true,
    errors: ['RepoNotFound'],
  })
  async importRepo({ input, caller }: Call<typeof com.atproto.repo.importRepo>) {
    const account = await this.accounts.byDid(callerOfKind(caller, 'account').did)
    if (!account) throw new AccountNotFound()
    await this.imports.run(account, input)
  }

  @Xrpc(com.atproto.repo.listMissingBlobs, signedIn(noScope))
  listMissingBlobs({ params, caller }: Call<typeof com.atproto.repo.listMissingBlobs>) {
    return this.missing.list(callerOfKind(caller, 'account').did, params)
  }
}
